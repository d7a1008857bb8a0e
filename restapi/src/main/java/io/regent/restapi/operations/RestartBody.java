package io.regent.restapi.operations;

import io.regent.dcs.MemberRole;
import io.regent.restapi.PostgresVersion;
import io.regent.restapi.Quantity;
import io.regent.restapi.RestartConditions;
import io.regent.restapi.operations.Reply.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /restart}; keys are judged in the order sent, the first bad one decides (API-115). */
sealed interface RestartBody {

    /** What is asked for; without a time it is for now. */
    record Asked(RestartConditions conditions, Optional<OffsetDateTime> at) implements RestartBody {

        private Asked with(RestartConditions changed) {
            return new Asked(changed, at);
        }
    }

    /** A body that asks for nothing sensible, and the answer to it. */
    record Refused(Sentence reply) implements RestartBody {}

    /** Reads a body while the cluster is paused or not. */
    static RestartBody read(Map<String, Object> body, PauseState pause, Instant now) {
        RestartBody read = new Asked(RestartConditions.NONE, Optional.empty());
        for (var entry : body.entrySet()) {
            read = switch (read) {
                case Asked asked -> with(asked, entry.getKey(), entry.getValue(), pause, now);
                case Refused refused -> refused;
            };
        }
        return read;
    }

    /** Whether the cluster is paused. */
    enum PauseState {
        PAUSED,
        ACTIVE
    }

    private static RestartBody with(Asked asked, String key, @Nullable Object value, PauseState pause, Instant now) {
        return switch (key) {
            case "schedule" -> withTime(asked, value, pause, now);
            case "role" -> withRole(asked, value);
            case "postgres_version" -> withVersion(asked, value);
            case "timeout" -> withTimeout(asked, value);
            case "restart_pending" -> {
                var given = asked.conditions();
                yield asked.with(new RestartConditions(given.role(), given.olderThan(), true, given.timeout()));
            }
            default -> refused(400, "Unknown filter for the scheduled restart: '%s'".formatted(key));
        };
    }

    private static RestartBody withTime(Asked asked, @Nullable Object value, PauseState pause, Instant now) {
        if (pause == PauseState.PAUSED) {
            return refused(500, "Can't schedule restart in the paused state");
        }
        return switch (ScheduleTime.read(value, now)) {
            case ScheduleTime.At(OffsetDateTime at) -> new Asked(asked.conditions(), Optional.of(at));
            case ScheduleTime.Refused(Sentence reply) -> new Refused(reply);
        };
    }

    private static RestartBody withRole(Asked asked, @Nullable Object value) {
        Optional<MemberRole> role = switch (String.valueOf(value)) {
            case "primary" -> Optional.of(MemberRole.PRIMARY);
            case "replica" -> Optional.of(MemberRole.REPLICA);
            case "standby_leader" -> Optional.of(MemberRole.STANDBY_LEADER);
            default -> Optional.empty();
        };
        var given = asked.conditions();
        return role.isPresent()
                ? asked.with(new RestartConditions(role, given.olderThan(), given.onlyIfPending(), given.timeout()))
                : refused(
                        400,
                        "role '%s' is not allowed, it must be primary, replica or standby_leader".formatted(value));
    }

    private static RestartBody withVersion(Asked asked, @Nullable Object value) {
        var version = PostgresVersion.of(String.valueOf(value));
        var given = asked.conditions();
        return version.isPresent()
                ? asked.with(new RestartConditions(given.role(), version, given.onlyIfPending(), given.timeout()))
                : refused(
                        400,
                        "postgres_version '%s' is not allowed, it must be X.Y with X of 10 or more, or X.Y.Z"
                                .formatted(value));
    }

    private static RestartBody withTimeout(Asked asked, @Nullable Object value) {
        var seconds = Quantity.seconds(String.valueOf(value));
        var given = asked.conditions();
        return seconds.isPresent() && seconds.getAsLong() > 0
                ? asked.with(new RestartConditions(
                        given.role(),
                        given.olderThan(),
                        given.onlyIfPending(),
                        Optional.of(Duration.ofSeconds(seconds.getAsLong()))))
                : refused(
                        400,
                        "timeout '%s' is not allowed, it must be a positive number of seconds or have a unit"
                                .formatted(value));
    }

    private static Refused refused(int code, String sentence) {
        return new Refused(new Sentence(code, sentence));
    }
}
