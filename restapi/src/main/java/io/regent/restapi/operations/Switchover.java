package io.regent.restapi.operations;

import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.ReadAnswer.Seen;
import io.regent.dcs.ReadAnswer.Unreachable;
import io.regent.dcs.WriteAnswer;
import io.regent.restapi.FailoverAnswer.NotSupported;
import io.regent.restapi.FailoverAnswer.NotWritten;
import io.regent.restapi.FailoverAnswer.Requested;
import io.regent.restapi.Operations;
import io.regent.restapi.StatusSource;
import io.regent.restapi.operations.Reply.Sentence;
import io.regent.restapi.status.ClusterModes;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /switchover}, {@code DELETE /switchover} and {@code POST /failover} (API-094 to API-109). Blocks until the
 * outcome is known or the time for it is over.
 */
public final class Switchover {

    private static final Logger LOG = LoggerFactory.getLogger(Switchover.class);
    private static final Duration SHORTEST_LOOP = Duration.ofSeconds(10);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private final Operations operations;
    private final StatusSource status;
    private final MonotonicClock clock;
    private final InstantSource time;

    public Switchover(Operations operations, StatusSource status, MonotonicClock clock, InstantSource time) {
        this.operations = operations;
        this.status = status;
        this.clock = clock;
        this.time = time;
    }

    /** A leader is asked to step down, now or later. */
    public Reply switchover(Map<String, Object> body) {
        return act(FailoverAction.SWITCHOVER, FailoverBody.of(body));
    }

    /** A candidate is asked to take over; a leader in the body makes it a switchover (API-106). */
    public Reply failover(Map<String, Object> body) {
        var request = FailoverBody.of(body);
        if (request.leader().isPresent()) {
            LOG.warn(
                    "POST /failover names the leader {}: treated as a switchover",
                    request.leader().get());
            return act(FailoverAction.SWITCHOVER, request);
        }
        return act(FailoverAction.FAILOVER, request);
    }

    /** Forgets a scheduled switchover. */
    public Reply delete() {
        return switch (operations.readCluster()) {
            case Unreachable _ -> dcsSilent();
            case Seen(Cluster cluster) ->
                cluster.failover()
                        .filter(request -> request.value().scheduledAt().isPresent())
                        .map(request -> deleted(operations.clearFailover(request.revision())))
                        .orElseGet(() -> new Sentence(404, "no switchover is scheduled"));
        };
    }

    private static Reply deleted(WriteAnswer answer) {
        return switch (answer) {
            case WriteAnswer.Done _ -> new Sentence(200, "scheduled switchover deleted");
            case WriteAnswer.Conflict _ -> new Sentence(409, "the scheduled switchover was changed meanwhile");
            case WriteAnswer.Unreachable _ -> dcsSilent();
        };
    }

    private Reply act(FailoverAction action, FailoverBody body) {
        return switch (operations.readCluster()) {
            case Unreachable _ -> dcsSilent();
            case Seen(Cluster cluster) -> act(new SwitchoverRules(action, body, cluster, ClusterModes.of(cluster)));
        };
    }

    private Reply act(SwitchoverRules rules) {
        var objection = rules.objectionToForm();
        if (objection.isPresent()) {
            return objection.get();
        }
        var scheduled = rules.body().scheduledAt();
        if (scheduled.isEmpty()) {
            return rules.objectionToMembers()
                    .or(() -> rules.objectionToAnswers(
                            operations.askCandidates(rules.candidates()).values()))
                    .orElseGet(() -> changeLeaderNow(rules));
        }
        return switch (ScheduleTime.read(scheduled.get(), time.instant())) {
            case ScheduleTime.Refused(Sentence reply) -> reply;
            case ScheduleTime.At(OffsetDateTime at) ->
                objectionToWriting(rules, Optional.of(at))
                        .orElseGet(() -> new Sentence(202, rules.action().word() + " scheduled"));
        };
    }

    private Reply changeLeaderNow(SwitchoverRules rules) {
        return objectionToWriting(rules, Optional.empty()).orElseGet(() -> awaitOutcome(rules));
    }

    /** Writes the request; empty when it stands in the DCS. */
    private Optional<Reply> objectionToWriting(SwitchoverRules rules, Optional<OffsetDateTime> at) {
        var request = new FailoverRequest(rules.body().leader(), rules.body().candidate(), at);
        return switch (operations.requestFailover(request)) {
            case Requested() -> Optional.empty();
            case NotWritten _ -> Optional.of(new Sentence(503, "failed to write failover key into DCS"));
            case NotSupported(String what) -> Optional.of(new Sentence(501, what));
        };
    }

    private Reply awaitOutcome(SwitchoverRules rules) {
        Duration loopWait = status.snapshot().settings().loopWait();
        Duration limit = (loopWait.compareTo(SHORTEST_LOOP) > 0 ? loopWait : SHORTEST_LOOP).multipliedBy(2);
        Deadline deadline = Deadline.after(clock.nanos(), limit);
        for (Duration left = limit; left.isPositive(); left = deadline.leftAt(clock.nanos())) {
            ReadAnswer answer =
                    operations.readClusterAfterChange(left.compareTo(LONGEST_LOOK) < 0 ? left : LONGEST_LOOK);
            var outcome = answer instanceof Seen(Cluster now) ? outcome(rules, now) : Optional.<Reply>empty();
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return new Sentence(
                503,
                "%s status unknown: no outcome within %d seconds, it may still be in progress"
                        .formatted(rules.action().word(), limit.toSeconds()));
    }

    /** What a later reading of the cluster says; empty while it says nothing yet. */
    static Optional<Reply> outcome(SwitchoverRules rules, Cluster now) {
        Optional<MemberName> before = rules.cluster().leader();
        if (now.leader().isPresent() && !now.leader().equals(before)) {
            MemberName leader = now.leader().get();
            Optional<MemberName> wanted = rules.body().candidate();
            boolean isAnother = wanted.isPresent() && !wanted.get().equals(leader);
            return Optional.of(new Sentence(
                    200,
                    isAnother
                            ? "%s to \"%s\" instead of \"%s\""
                                    .formatted(capitalized(rules.action().done()), leader, wanted.get())
                            : "Successfully %s to \"%s\""
                                    .formatted(rules.action().done(), leader)));
        }
        return now.leader().isPresent() && now.failover().isEmpty()
                ? Optional.of(new Sentence(503, rules.action().word() + " failed"))
                : Optional.empty();
    }

    private static String capitalized(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static Sentence dcsSilent() {
        return new Sentence(503, "the DCS does not answer");
    }
}
