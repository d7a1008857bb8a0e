package io.regent.ctl.command;

import io.regent.ctl.session.Refusal;
import io.regent.dcs.wire.Wire;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When something is to happen, as the operator writes it (CTL-020). */
final class ScheduledTime {

    static final String NOW = "now";

    private static final Pattern TEXT =
            Pattern.compile("(\\d{4}-?\\d{2}-?\\d{2})(?:[T ]?(\\d{2}(?::?\\d{2}(?::?\\d{2}(?:[.,]\\d{1,9})?)?)?))?"
                    + "\\s*([Zz]|[+-]\\d{2}(?::?\\d{2})?|[A-Za-z][A-Za-z0-9_+/-]*)?");
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("MMdd[HH[mm[ss]]]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter();
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    private ScheduledTime() {}

    /**
     * Reads a time; without a zone it is the local one.
     *
     * @return empty for at once
     * @throws Refusal when the text is no date and time
     */
    static Optional<OffsetDateTime> of(String text) {
        if (text.isBlank() || text.strip().equalsIgnoreCase(NOW)) {
            return Optional.empty();
        }
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw unreadable(text);
        }
        try {
            return Optional.of(local(matcher).atZone(zone(matcher)).toOffsetDateTime());
        } catch (DateTimeException e) {
            throw unreadable(text);
        }
    }

    /** The next hour, as an example of how to write a time. */
    static String example() {
        return LocalDateTime.now(ZoneId.systemDefault()).plusHours(1).format(MINUTES);
    }

    /** As it is sent to a member. */
    static String iso(OffsetDateTime time) {
        return Wire.timestamp(time.truncatedTo(ChronoUnit.MICROS));
    }

    private static LocalDateTime local(Matcher matcher) {
        String date = matcher.group(1).replace("-", "");
        String time = Optional.ofNullable(matcher.group(2)).orElse("");
        return LocalDateTime.parse(date + time.replace(":", "").replace(',', '.'), LOCAL);
    }

    private static ZoneId zone(Matcher matcher) {
        String zone = matcher.group(3);
        if (zone == null) {
            return ZoneId.systemDefault();
        }
        return zone.equalsIgnoreCase("z") ? ZoneOffset.UTC : ZoneId.of(zone);
    }

    private static Refusal unreadable(String text) {
        return new Refusal("Unable to parse scheduled timestamp (" + text
                + "). It should be in an unambiguous format (e.g. ISO 8601)");
    }
}
