package io.regent.restapi.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "90s, 2026-03-01T11:58:30Z",
        "15m, 2026-03-01T11:45:00Z",
        "15min, 2026-03-01T11:45:00Z",
        "2 h, 2026-03-01T10:00:00Z",
        "1d, 2026-02-28T12:00:00Z",
        "2026-03-01T11:00:00Z, 2026-03-01T11:00:00Z",
        "2026-03-01T11:00+01:00, 2026-03-01T10:00:00Z",
        "2026-03-01T11:00 01:00, 2026-03-01T10:00:00Z"
    })
    void a_span_counts_from_now_and_a_time_is_a_time(String text, Instant since) {
        assertThat(Since.of(text, NOW)).contains(since);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "m", "-5m", "yesterday", "2026-03-01", "2026-03-01T11:00", "9999999d"})
    void anything_else_is_nothing(String text) {
        assertThat(Since.of(text, NOW)).isEmpty();
    }
}
