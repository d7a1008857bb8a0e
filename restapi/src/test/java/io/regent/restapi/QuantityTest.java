package io.regent.restapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @Spec("API-022")
    @CsvSource({
        "0, 0",
        "16, 16",
        "16B, 16",
        "1kB, 1024",
        "1 MB, 1048576",
        "1GB, 1073741824",
        "2TB, 2199023255552",
        "1.5kB, 1536",
        "0.4, 0",
        "0.6, 1",
        ".5kB, 512",
        "1e3, 1000",
        "0x10, 16",
        "0X1fkB, 31744",
        "010, 8",
        "-1, -1",
        "+5, 5",
        "99999999999TB, 9223372036854775807"
    })
    void bytes_are_read_like_a_setting(String text, long bytes) {
        assertThat(Quantity.bytes(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @Spec("API-022")
    @ValueSource(strings = {"", "junk", "1mb", "1KB", "1 M", "1MBx", "kB", "08", "0x", "1,5", "--1", "NaN"})
    void what_is_no_size_has_no_bytes(String text) {
        assertThat(Quantity.bytes(text)).isEmpty();
    }

    @ParameterizedTest
    @Spec("API-114")
    @CsvSource({"20, 20", "20s, 20", "1min, 60", "2h, 7200", "1d, 86400", "1500ms, 2", "-1, -1"})
    void seconds_are_read_like_a_setting(String text, long seconds) {
        assertThat(Quantity.seconds(text)).hasValue(seconds);
    }
}
