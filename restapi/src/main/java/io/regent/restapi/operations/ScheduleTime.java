package io.regent.restapi.operations;

import io.regent.restapi.operations.Reply.Sentence;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When something is to happen, as an operator wrote it (API-102). */
sealed interface ScheduleTime {

    /** A point in the future. */
    record At(OffsetDateTime time) implements ScheduleTime {}

    /** A text that cannot be scheduled, and the answer to it. */
    record Refused(Sentence reply) implements ScheduleTime {}

    /** Date and time with T, a blank or nothing between them, then an offset or the name of a zone. */
    Pattern TEXT = Pattern.compile("(\\d{4}-?\\d{2}-?\\d{2})[T ]?(\\d{2}(?::?\\d{2}(?::?\\d{2}(?:[.,]\\d{1,9})?)?)?)?"
            + "\\s*([Zz]|[+-]\\d{2}(?::?\\d{2})?|[A-Za-z][A-Za-z0-9_+/-]*)?");

    DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4)
            .appendValue(ChronoField.MONTH_OF_YEAR, 2)
            .appendValue(ChronoField.DAY_OF_MONTH, 2)
            .optionalStart()
            .appendValue(ChronoField.HOUR_OF_DAY, 2)
            .optionalStart()
            .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
            .optionalStart()
            .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
            .optionalEnd()
            .optionalEnd()
            .optionalEnd()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter();

    /** Reads a value of a request at the given time of day. */
    static ScheduleTime read(@Nullable Object value, Instant now) {
        if (!(value instanceof String text)) {
            return unreadable(value);
        }
        var matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return unreadable(text);
        }
        String zone = matcher.group(3);
        if (zone == null) {
            return new Refused(new Sentence(400, "Timezone information is mandatory for the scheduled time"));
        }
        try {
            OffsetDateTime time = local(matcher.group(1), matcher.group(2))
                    .atZone(zone.equals("z") ? ZoneOffset.UTC : ZoneId.of(zone))
                    .toOffsetDateTime();
            return time.toInstant().isBefore(now)
                    ? new Refused(new Sentence(422, "Cannot schedule an action in the past"))
                    : new At(time);
        } catch (DateTimeException e) {
            return unreadable(text);
        }
    }

    private static LocalDateTime local(String date, @Nullable String time) {
        String digits = date.replace("-", "")
                + (time == null ? "" : time.replace(":", "").replace(',', '.'));
        return LocalDateTime.parse(digits, LOCAL);
    }

    private static Refused unreadable(@Nullable Object value) {
        return new Refused(new Sentence(
                422,
                "Unable to parse the scheduled time '%s'. It should be in an unambiguous format, e.g. ISO 8601"
                        .formatted(value)));
    }
}
