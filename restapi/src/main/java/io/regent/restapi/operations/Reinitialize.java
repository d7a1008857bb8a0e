package io.regent.restapi.operations;

import io.regent.dcs.ReadAnswer.Unreachable;
import io.regent.restapi.Operations;
import io.regent.restapi.ReinitializeAnswer.Busy;
import io.regent.restapi.ReinitializeAnswer.IsLeader;
import io.regent.restapi.ReinitializeAnswer.NotSupported;
import io.regent.restapi.ReinitializeAnswer.Refused;
import io.regent.restapi.ReinitializeAnswer.Started;
import io.regent.restapi.ReinitializeRequest;
import io.regent.restapi.operations.Reply.Sentence;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /reinitialize} (API-121 to API-123). */
public final class Reinitialize {

    private final Operations operations;

    public Reinitialize(Operations operations) {
        this.operations = operations;
    }

    /** Begins to clone again. The key {@code from-leader} of the documentation counts like {@code from_leader}. */
    public Reply reinitialize(Map<String, Object> body) {
        if (operations.readCluster() instanceof Unreachable) {
            return new Sentence(503, "the DCS does not answer");
        }
        var request = new ReinitializeRequest(
                isTrue(body.get("force")),
                isTrue(body.get("from_leader")) || isTrue(body.get("from-leader")),
                isTrue(body.get("keep_newer_data")));
        return switch (operations.reinitialize(request)) {
            case Started() -> new Sentence(200, "reinitialize started");
            case IsLeader() -> new Sentence(503, "I am the leader, can not reinitialize");
            case Refused(String reason) -> new Sentence(503, reason);
            case Busy(String action) -> new Sentence(503, action + " already in progress");
            case NotSupported(String what) -> new Sentence(501, what);
        };
    }

    private static boolean isTrue(@Nullable Object value) {
        return switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            default -> false;
        };
    }
}
