package io.regent.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What initdb stamps into a data directory. */
class SystemIdentifierTest {

    @Test
    void ten_digits_and_more_are_one() {
        assertThat(SystemIdentifier.of("7000000000000000001")).contains(new SystemIdentifier("7000000000000000001"));
        assertThat(SystemIdentifier.of("1234567890")).isPresent();
    }

    @Test
    void anything_else_is_none() {
        for (String text : List.of("", "123456789", "12345678901x", "-1234567890", " 1234567890")) {
            assertThat(SystemIdentifier.of(text)).as(text).isEmpty();
            assertThatThrownBy(() -> new SystemIdentifier(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
