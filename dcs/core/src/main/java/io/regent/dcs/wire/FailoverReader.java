package io.regent.dcs.wire;

import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code failover}: an object, or the legacy text {@code leader:candidate} (HA-021). */
final class FailoverReader {

    private static final Pattern LEGACY = Pattern.compile("([^:{\\[\"]*):([^:]*)");

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[ ][XXX][XX][X]")
            .toFormatter();

    private FailoverReader() {}

    /** The request, or empty when the text asks for nothing. */
    static Optional<FailoverRequest> read(String text) {
        return Json.parseObject(text)
                .map(FailoverReader::fromObject)
                .orElseGet(() -> fromLegacy(text))
                .filter(request ->
                        request.leader().isPresent() || request.candidate().isPresent());
    }

    /** A time that cannot be read makes the whole request void: taken as absent it would mean "at once". */
    private static Optional<FailoverRequest> fromObject(Map<String, Object> object) {
        Optional<MemberName> leader = Fields.member(object.get("leader"));
        Optional<MemberName> candidate = Fields.member(object.get("member"));
        Object when = object.get("scheduled_at");
        if (isUnset(when)) {
            return Optional.of(new FailoverRequest(leader, candidate, Optional.empty()));
        }
        return time(when).map(time -> new FailoverRequest(leader, candidate, Optional.of(time)));
    }

    private static Optional<FailoverRequest> fromLegacy(String text) {
        var names = LEGACY.matcher(text.strip());
        return names.matches()
                ? Optional.of(new FailoverRequest(
                        Fields.member(names.group(1)), Fields.member(names.group(2)), Optional.empty()))
                : Optional.empty();
    }

    private static boolean isUnset(@Nullable Object when) {
        return when == null || when.equals("");
    }

    private static Optional<OffsetDateTime> time(@Nullable Object when) {
        try {
            return Fields.text(when).map(text -> OffsetDateTime.parse(text, TIME));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
