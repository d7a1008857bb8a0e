package io.regent.restapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:8008, localhost, 8008",
        "10.0.0.1:80, 10.0.0.1, 80",
        "[::1]:8008, ::1, 8008",
        "::1:8008, ::1, 8008",
        "*:8008, '', 8008",
        "':8008', '', 8008"
    })
    void every_form_is_read(String text, String host, int port) {
        assertThat(ListenAddress.parse(text)).isEqualTo(new ListenAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "8008", "localhost:", "localhost:http", "localhost:70000"})
    void what_has_no_port_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse(text))
                .withMessageContaining("0 to 65535");
    }

    @Test
    void an_ipv6_address_stands_in_brackets_in_the_url() {
        assertThat(RestApiSettings.listeningOn(ListenAddress.parse("::1:8008")).apiUrl())
                .isEqualTo("http://[::1]:8008/patroni");
    }
}
