package io.regent.restapi.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.restapi.status.Timestamps;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @ParameterizedTest
    @Spec({"API-102", "API-116"})
    @CsvSource({
        "2026-11-22T12:00+00, 2026-11-22T12:00:00+00:00",
        "2026-11-22 12:00:30+02:00, 2026-11-22T12:00:30+02:00",
        "2026-11-22T12:00:30.5Z, 2026-11-22T12:00:30.500000+00:00",
        "2026-11-22T12:00:30-0330, 2026-11-22T12:00:30-03:30",
        "2026-11-22 12:00 UTC, 2026-11-22T12:00:00+00:00",
        "2026-11-22 12:00 Europe/Berlin, 2026-11-22T12:00:00+01:00",
        "20261122T120030Z, 2026-11-22T12:00:30+00:00"
    })
    void common_spellings_are_read(String text, String normalized) {
        assertThat(ScheduleTime.read(text, NOW))
                .isInstanceOfSatisfying(
                        ScheduleTime.At.class,
                        at -> assertThat(Timestamps.iso(at.time())).isEqualTo(normalized));
    }

    @ParameterizedTest
    @Spec({"API-102", "HA-079", "HA-084"})
    @CsvSource({
        "2026-11-22T12:00:00, 400",
        "2026-11-21T09:59:59Z, 422",
        "2016-11-21T09:59:59Z, 422",
        "tomorrow, 422",
        "2026-13-22T12:00Z, 422",
        "2026-11-22T12:00 Nowhere/City, 422",
        "'', 422"
    })
    void other_texts_are_refused(String text, int code) {
        assertThat(codeFor(text)).isEqualTo(code);
    }

    @Test
    @Spec("API-102")
    void what_is_no_text_is_refused() {
        assertThat(codeFor(5)).isEqualTo(422);
        assertThat(codeFor(true)).isEqualTo(422);
    }

    private static int codeFor(Object value) {
        return switch (ScheduleTime.read(value, NOW)) {
            case ScheduleTime.At _ -> 202;
            case ScheduleTime.Refused(var reply) -> reply.code();
        };
    }
}
