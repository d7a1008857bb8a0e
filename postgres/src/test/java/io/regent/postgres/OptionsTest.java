package io.regent.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void a_list_and_a_map_of_options_are_both_read() {
        var map = new LinkedHashMap<String, Object>();
        map.put("encoding", "UTF8");
        map.put("data-checksums", true);
        map.put("no-clean", false);

        assertThat(ProgramOption.listOf("bootstrap.initdb", List.of(Map.of("encoding", "UTF8"), "data-checksums")))
                .extracting(ProgramOption::argument)
                .containsExactly("--encoding=UTF8", "--data-checksums");
        assertThat(ProgramOption.listOf("bootstrap.initdb", map))
                .extracting(ProgramOption::argument)
                .containsExactly("--encoding=UTF8", "--data-checksums");
    }

    @Test
    void another_form_is_refused_by_name() {
        assertThatThrownBy(() -> ProgramOption.listOf("bootstrap.initdb", 7))
                .hasMessageContaining("bootstrap.initdb: 7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1,127.0.0.2:5433 | 127.0.0.1+127.0.0.2 | 5433 | 127.0.0.1",
                "*:5432                   | *                   | 5432 | localhost",
                "10.0.0.1                 | 10.0.0.1            | 5432 | 10.0.0.1",
                "[::1]:5434               | ::1                 | 5434 | ::1",
                "::1                      | ::1                 | 5432 | ::1",
            })
    void the_port_follows_the_last_colon(String text, String addresses, int port, String local) {
        Listen listen = Listen.parse(text);

        assertThat(String.join("+", listen.addresses())).isEqualTo(addresses);
        assertThat(listen.port()).isEqualTo(port);
        assertThat(listen.localHost()).isEqualTo(local);
    }

    @Test
    void a_port_out_of_range_is_refused() {
        assertThatThrownBy(() -> Listen.parse("*:70000")).hasMessageContaining("postgresql.listen");
    }

    @Test
    void credentials_never_show_the_password() {
        assertThat(SampleSettings.with(Map.of()).toString()).doesNotContain("se:cr");
    }
}
