package io.regent.settings.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({
        "on, true",
        "TRUE, true",
        "Yes, true",
        "1, true",
        "off, false",
        "False, false",
        "NO, false",
        "0, false",
        "maybe, ",
        "2, ",
        "'', "
    })
    @Spec("CFG-197")
    void booleans_are_spelled_in_four_ways_and_any_case(String text, Boolean expected) {
        assertThat(BooleanText.parse(text)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void booleans_may_be_of_their_type() {
        assertThat(BooleanText.parse(true)).contains(true);
        assertThat(BooleanText.parse(0)).contains(false);
    }

    @Test
    void scalars_read_as_postgresql_reads_them() {
        assertThat(ScalarText.of(false)).contains("off");
        assertThat(ScalarText.of(1.0E7)).contains("10000000");
        assertThat(ScalarText.of(0.5)).contains("0.5");
        assertThat(ScalarText.of(new BigDecimal("1E+3"))).contains("1000");
        assertThat(ScalarText.of("text")).contains("text");
        assertThat(ScalarText.of(List.of())).isEmpty();
        assertThat(ScalarText.of(Map.of())).isEmpty();
        assertThat(ScalarText.of(Double.NaN)).isEmpty();
    }
}
