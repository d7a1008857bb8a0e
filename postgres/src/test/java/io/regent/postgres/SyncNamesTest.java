package io.regent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.SyncNames.Listed;
import io.regent.postgres.SyncNames.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code synchronous_standby_names}, as it is written and as the server reads it. */
class SyncNamesTest {

    @Test
    @Spec("HA-138")
    void names_are_sorted_and_counted_where_there_are_several() {
        assertThat(SyncNames.allOf(List.of()).text()).isEmpty();
        assertThat(SyncNames.allOf(List.of("a")).text()).isEqualTo("a");
        assertThat(SyncNames.allOf(List.of("b", "a")).text()).isEqualTo("2 (a,b)");
        assertThat(SyncNames.anyOf(1, List.of("a")).text()).isEqualTo("ANY 1 (a)");
        assertThat(SyncNames.anyOf(2, List.of("pg-2", "pg-1", "c")).text()).isEqualTo("ANY 2 (c,\"pg-1\",\"pg-2\")");
    }

    @ParameterizedTest
    @Spec({"HA-138", "LES-093"})
    @ValueSource(
            strings = {
                "plain",
                "Upper",
                "any",
                "FIRST",
                "First",
                "pg-1",
                "a b",
                "1",
                "1a",
                "a,b",
                "(",
                "say \"hi\"",
                "\"",
                "'",
                "\\",
                "ä",
                "€",
                "a$1",
                "_",
                "*x",
                "\n"
            })
    void a_nasty_name_is_read_as_it_was_meant(String name) {
        SyncNames written = SyncNames.anyOf(1, List.of(name, "zz"));

        assertThat(SyncNames.parse(written.text()))
                .isInstanceOfSatisfying(
                        Listed.class, read -> assertThat(read.names()).containsExactlyInAnyOrder(name, "zz"));
        assertThat(SyncNames.parse(written.text()).means(written)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b|FIRST|1|a b",
                "FIRST 2 (a, b)|FIRST|2|a b",
                "any 1 ( \"A-1\" , b )|ANY|1|A-1 b",
                "2(a,b)|FIRST|2|a b",
                "12|FIRST|1|12",
                "1 (2, 3)|FIRST|1|2 3",
            })
    void everything_that_the_server_understands_is_understood(String text, Method method, int number, String names) {
        assertThat(SyncNames.parse(text)).isEqualTo(new Listed(method, number, List.of(names.split(" "))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "2 (*)", "\"*\"", "ANY 1 (a, *)"})
    void a_star_is_everybody(String text) {
        assertThat(SyncNames.parse(text)).isInstanceOf(SyncNames.Everybody.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "pg-1", "2 (a", "ANY (a)", "first", "\"a", "0 (a)", ",", "a,", "ANY 1 (a) b"})
    void what_the_server_refuses_is_unreadable(String text) {
        assertThat(SyncNames.parse(text)).isEqualTo(new SyncNames.Unreadable(text));
    }

    @Test
    void case_and_order_do_not_matter_and_the_method_does() {
        assertThat(SyncNames.parse("2 (a,B)").means(SyncNames.parse("FIRST 2 (b, A)")))
                .isTrue();
        assertThat(SyncNames.parse("1 (a)").means(SyncNames.parse("ANY 1 (a)"))).isFalse();
    }
}
