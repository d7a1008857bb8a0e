package io.regent.settings.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Spec("CFG-198")
class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "' 0x400 MB ', 16384kB, 64",
        "1MB, kB, 1024",
        "1000 ms, s, 1",
        "6GB, 16MB, 384",
        "4097.4kB, kB, 4097",
        "4097.5kB, kB, 4098",
        "1GB, 256MB, 4",
        "1GB, MB, 1024",
        "1TB, 2MB, 524288",
        "64, 16384kB, 64",
        "1500ms, s, 2",
        "2500ms, s, 2",
        "1h, min, 60",
        "1d, s, 86400",
        "070d, s, 4838400",
        "-1, s, -1",
        "1e2, s, 100",
    })
    void text_with_a_unit_is_converted(String text, String baseUnit, long expected) {
        assertThat(Quantity.integer(text, baseUnit)).isEqualTo(OptionalLong.of(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "1TB, GB",
        "nonsense, kB",
        "'', kB",
        "1gB, 512MB",
        "1GB, 512 MB",
        "1kB, s",
        "089, s",
        "1e9999, s",
        "9999999999TB, B"
    })
    void what_has_no_meaning_in_the_base_unit_is_no_number(String text, String baseUnit) {
        assertThat(Quantity.integer(text, baseUnit)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "51, 51", "0, 0", "' +0x400', 1024", "-070, -56", "0.5, 0", "1.5, 2"})
    void text_without_a_unit_is_read_as_c_does(String text, long expected) {
        assertThat(Quantity.integer(text)).isEqualTo(OptionalLong.of(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "1MB", "9s", "", "99999999999999999999"})
    void a_unit_means_nothing_without_a_base_unit(String text) {
        assertThat(Quantity.integer(text)).isEmpty();
    }

    @Test
    void numbers_are_numbers_and_booleans_are_not() {
        assertThat(Quantity.integer(50)).isEqualTo(OptionalLong.of(50));
        assertThat(Quantity.integer(50.5)).isEqualTo(OptionalLong.of(50));
        assertThat(Quantity.integer(true)).isEmpty();
    }

    @Test
    void a_converted_real_has_three_decimals() {
        assertThat(Quantity.real(" +0.0005 ")).isEqualTo(OptionalDouble.of(0.0005));
        assertThat(Quantity.real("0.0005ms", "ms")).isEqualTo(OptionalDouble.of(0));
        assertThat(Quantity.real("0.00051ms", "ms")).isEqualTo(OptionalDouble.of(0.001));
        assertThat(Quantity.real("8.325e-10")).isEqualTo(OptionalDouble.of(8.325e-10));
    }
}
