package io.regent.restapi.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a member answers to a leader that goes on without the DCS (HA-170). */
public sealed interface ConsentAnswer {

    /** The header with which a member says how long it holds back, in seconds; other products do not send it. */
    String TTL_HEADER = "failsafe-ttl";

    /**
     * Yes.
     *
     * @param holds for how long the member will not lead; empty when it did not say, and its {@code ttl} counts
     */
    record Accepted(Optional<Duration> holds) implements ConsentAnswer {}

    /** The member answered, and not with a yes. */
    record Refused(String words) implements ConsentAnswer {}

    /** No complete answer came in time; the member may or may not have consented. */
    record Silent(String cause) implements ConsentAnswer {}

    /** Nothing but {@code 200} with the one word counts as a yes (HA-168). */
    static ConsentAnswer of(RestAnswer answer, Map<String, String> headers) {
        return switch (answer) {
            case RestAnswer.Replied(int status, String body)
            when status == 200 && body.equals("Accepted") -> new Accepted(seconds(headers.get(TTL_HEADER)));
            case RestAnswer.Replied(int status, String body) ->
                new Refused(status + (body.isBlank() || body.startsWith("<") ? "" : " " + body.strip()));
            case RestAnswer.Unreachable(String cause) -> new Silent(cause);
            case RestAnswer.Unanswered(String cause) -> new Silent(cause);
        };
    }

    private static Optional<Duration> seconds(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(digits -> digits.matches("[0-9]{1,9}"))
                .map(digits -> Duration.ofSeconds(Long.parseLong(digits)));
    }
}
