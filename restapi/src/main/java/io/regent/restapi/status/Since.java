package io.regent.restapi.status;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** From when on something is to be told: a point in time, or how long ago. */
public final class Since {

    /** What is allowed, for the operator. */
    public static final String ALLOWED =
            "it must be a time like 2026-03-01T12:00:00Z, or a span like 90s, 15m, 2h or 1d";

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})\\s*(s|m|min|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "min", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Since() {}

    /** The point in time; empty when the text is neither a time nor a span. */
    public static Optional<Instant> of(String text, Instant now) {
        var span = SPAN.matcher(text.strip());
        if (span.matches()) {
            Duration unit = UNITS.getOrDefault(span.group(2), Duration.ZERO);
            return Optional.of(now.minus(unit.multipliedBy(Long.parseLong(span.group(1)))));
        }
        // a plus that was not encoded arrives as a blank
        String time = text.strip().replace(' ', '+');
        try {
            return Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
