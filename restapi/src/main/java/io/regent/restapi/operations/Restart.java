package io.regent.restapi.operations;

import io.regent.dcs.Cluster;
import io.regent.dcs.ReadAnswer.Seen;
import io.regent.dcs.ReadAnswer.Unreachable;
import io.regent.restapi.Operations;
import io.regent.restapi.RestartAnswer.Busy;
import io.regent.restapi.RestartAnswer.Failed;
import io.regent.restapi.RestartAnswer.Restarted;
import io.regent.restapi.RestartAnswer.StillStarting;
import io.regent.restapi.RestartConditions;
import io.regent.restapi.ScheduleAnswer.AlreadyScheduled;
import io.regent.restapi.ScheduleAnswer.NotSupported;
import io.regent.restapi.ScheduleAnswer.Scheduled;
import io.regent.restapi.ScheduledRestart;
import io.regent.restapi.StatusSource;
import io.regent.restapi.operations.Reply.Sentence;
import io.regent.restapi.operations.RestartBody.PauseState;
import io.regent.restapi.status.ClusterModes;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;

/** {@code POST /restart} and {@code DELETE /restart} (API-110 to API-119). Blocks until the restart is over. */
public final class Restart {

    private final Operations operations;
    private final StatusSource status;
    private final InstantSource time;

    public Restart(Operations operations, StatusSource status, InstantSource time) {
        this.operations = operations;
        this.status = status;
        this.time = time;
    }

    /** Restarts now or keeps the restart for later. */
    public Reply restart(Map<String, Object> body) {
        return switch (operations.readCluster()) {
            case Unreachable _ -> new Sentence(503, "the DCS does not answer");
            case Seen(Cluster cluster) -> {
                var pause = ClusterModes.of(cluster).paused() ? PauseState.PAUSED : PauseState.ACTIVE;
                yield switch (RestartBody.read(body, pause, time.instant())) {
                    case RestartBody.Refused(Sentence reply) -> reply;
                    case RestartBody.Asked(RestartConditions conditions, var at) ->
                        at.map(moment -> schedule(conditions, moment)).orElseGet(() -> restartNow(conditions));
                };
            }
        };
    }

    /** Forgets the scheduled restart. */
    public Reply delete() {
        return operations.deleteScheduledRestart()
                ? new Sentence(200, "scheduled restart deleted")
                : new Sentence(404, "no restarts are scheduled");
    }

    private Reply schedule(RestartConditions conditions, OffsetDateTime at) {
        return switch (operations.scheduleRestart(new ScheduledRestart(at, conditions))) {
            case Scheduled() -> new Sentence(202, "Restart scheduled");
            case AlreadyScheduled() -> new Sentence(409, "Another restart is already scheduled");
            case NotSupported(String what) -> new Sentence(501, what);
        };
    }

    private Reply restartNow(RestartConditions conditions) {
        return conditions
                .unmetBy(status.snapshot().server())
                .<Reply>map(reason -> new Sentence(503, reason))
                .orElseGet(() -> switch (operations.restart(conditions)) {
                    case Restarted() -> new Sentence(200, "restarted successfully");
                    case Busy(String action) -> new Sentence(503, action + " already in progress");
                    case StillStarting() -> new Sentence(503, "postgres is still starting");
                    case Failed(String reason) -> new Sentence(503, reason);
                });
    }
}
