package io.regent.settings.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.Spec;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

    @Test
    @Spec("CFG-197")
    void bare_words_are_spelled_as_in_yaml_1_1() {
        String text = "[on, Off, YES, no, true, 0644, 0x1F, 0b101, 1_000, -7, 1.5, 1.0e+7, ~, .inf]";

        assertThat(value(text))
                .isEqualTo(Arrays.asList(
                        true,
                        false,
                        true,
                        false,
                        true,
                        420,
                        31,
                        5,
                        1000,
                        -7,
                        1.5,
                        1.0e7,
                        null,
                        Double.POSITIVE_INFINITY));
    }

    @Test
    void the_smallest_type_holds_an_integer() {
        assertThat(value("[2147483648, 99999999999999999999]"))
                .isEqualTo(List.of(2147483648L, new BigInteger("99999999999999999999")));
    }

    @Test
    void quoted_words_times_and_dates_are_text() {
        assertThat(value("['on', \"1\", 12:30, 2026-01-31, y, !!str 5]"))
                .isEqualTo(List.of("on", "1", "12:30", "2026-01-31", "y", "5"));
    }

    @Test
    void keys_are_text_in_the_order_of_the_file_and_their_lines_are_known() {
        YamlDocument document = Yaml.read("b: 1\na:\n  on: 2\n");

        assertThat(document.value()).asString().isEqualTo("{b=1, a={on=2}}");
        assertThat(document.lines()).isEqualTo(Map.of("b", 1, "a", 2, "a.on", 3));
    }

    @Test
    void merge_keys_bring_in_what_is_not_given() {
        assertThat(value("base: &base {a: 1, b: 2}\nmine: {<<: *base, b: 3}"))
                .isEqualTo(Map.of("base", Map.of("a", 1, "b", 2), "mine", Map.of("a", 1, "b", 3)));
    }

    @Test
    void of_a_key_given_twice_the_last_counts_and_a_warning_is_given() {
        YamlDocument document = Yaml.read("a: {b: 1}\na: {b: 2}\n");

        assertThat(document.value()).isEqualTo(Map.of("a", Map.of("b", 2)));
        assertThat(document.warnings()).containsExactly("a is given again on line 2; the last one counts");
    }

    @Test
    void an_empty_text_has_no_value() {
        assertThat(value("# nothing\n")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: [1", "a:\n\t- b", "&x [*x]", "? [a]\n: b", "a: *nowhere", "!!int word", "a: 1\n---\nb: 2"})
    void a_broken_text_is_refused(String text) {
        assertThatThrownBy(() -> Yaml.read(text)).isInstanceOf(MalformedYaml.class);
    }

    @Test
    void a_broken_text_is_refused_with_the_place() {
        assertThatThrownBy(() -> Yaml.read("a: 1\nb: [2\nc: 3\n")).hasMessageStartingWith("line 3, column 2: ");
    }

    @Test
    void what_is_written_reads_the_same() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("ttl", 30);
        document.put("text", Arrays.asList("on", "0644", "1.0e+7", "~", "", "plain", "a: b", "<<"));
        document.put("values", Arrays.asList(true, 1.5, 1.0e7, null, 99_999_999_999L, -1));
        document.put("nested", Map.of("empty", Map.of()));

        assertThat(value(Yaml.write(document))).isEqualTo(document);
    }

    @Test
    void a_document_is_written_in_block_style() {
        assertThat(Yaml.write(Map.of("postgresql", Map.of("pg_hba", List.of("local all all peer")))))
                .isEqualTo("postgresql:\n  pg_hba:\n  - local all all peer\n");
    }

    private static @Nullable Object value(String text) {
        return Yaml.read(text).value();
    }
}
