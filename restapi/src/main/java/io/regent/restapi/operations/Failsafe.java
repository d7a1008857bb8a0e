package io.regent.restapi.operations;

import io.regent.dcs.MemberName;
import io.regent.postgres.wal.Lsn;
import io.regent.restapi.FailsafeCaller;
import io.regent.restapi.FailsafeReply;
import io.regent.restapi.Operations;
import io.regent.restapi.operations.Reply.Consent;
import io.regent.restapi.operations.Reply.ErrorPage;
import io.regent.restapi.operations.Reply.Sentence;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code POST /failsafe}: a leader without the DCS asks for the consent of this member (API-126). */
public final class Failsafe {

    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;
    private static final int BAD_GATEWAY = 502;

    private final Operations operations;

    public Failsafe(Operations operations) {
        this.operations = operations;
    }

    /** Gives this member's answer; a caller without a name gets none. Fields of the wrong type count as absent. */
    public Reply vote(Map<String, Object> body) {
        return text(body.get("name"))
                .map(name -> new FailsafeCaller(
                        new MemberName(name),
                        text(body.get("conn_url")),
                        text(body.get("api_url")),
                        slots(body.get("slots"))))
                .map(this::vote)
                .orElseGet(() -> new ErrorPage(BAD_REQUEST));
    }

    private Reply vote(FailsafeCaller caller) {
        return switch (operations.consentTo(caller)) {
            case FailsafeReply.Accepted(var position, var holds) -> new Consent(position, holds);
            case FailsafeReply.Leading _ -> new Sentence(SERVER_ERROR, "Running as a leader");
            case FailsafeReply.Refused(String why) -> new Sentence(SERVER_ERROR, why);
            case FailsafeReply.Off _ -> new ErrorPage(BAD_GATEWAY);
        };
    }

    private static Optional<String> text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    private static SortedMap<String, Lsn> slots(@Nullable Object value) {
        var slots = new TreeMap<String, Lsn>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, position) -> {
                if (position instanceof Number number) {
                    slots.put(String.valueOf(name), new Lsn(number.longValue()));
                }
            });
        }
        return slots;
    }
}
