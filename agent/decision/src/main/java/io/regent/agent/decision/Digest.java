package io.regent.agent.decision;

import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/** The inputs of a decision that mattered, in words. What is as it always is stays unsaid. */
final class Digest {

    private Digest() {}

    /** What stands still while nothing happens. */
    static SequencedMap<String, String> facts(View view) {
        var facts = new LinkedHashMap<String, String>();
        if (view.dcs() instanceof DcsView.Silent(String cause, var _)) {
            facts.put("dcs", "silent: " + cause);
        }
        facts.put("leader", view.cluster().leader().map(MemberName::value).orElse("nobody"));
        facts.put("lease", lease(view.lease()));
        facts.put("server", server(view.postgres()));
        work(view.work()).ifPresent(words -> facts.put("work", words));
        if (view.paused()) {
            facts.put("paused", "yes");
        }
        DigestOfModes.facts(view, facts);
        view.failover().ifPresent(request -> facts.put("request", request(request)));
        view.request().ifPresent(request -> facts.put("asked", operator(request)));
        view.divergence().ifPresent(divergence -> facts.put("history", history(divergence)));
        if (view.claim() != Claim.NOT_MADE) {
            facts.put("bootstrap", "the right to bootstrap was " + lower(view.claim()));
        }
        if (view.stopping()) {
            facts.put("stopping", "yes");
        }
        return facts;
    }

    /** What moves all the time. */
    static SequencedMap<String, String> figures(View view) {
        var figures = new LinkedHashMap<String, String>();
        position(view.postgres()).ifPresent(position -> figures.put("position", position));
        Lsn published = view.cluster().status().optime();
        if (!published.equals(Lsn.NONE)) {
            figures.put("last published by a leader", published.toString());
        }
        if (view.lease() instanceof Lease.Vacant) {
            figures.put("nobody leads since", seconds(view.leaderless()));
        }
        if (view.lease() instanceof Lease.Mine(var until)) {
            figures.put("lease ends in", seconds(Duration.ofNanos(until.nanos() - view.now())));
        }
        if (view.work() instanceof BackgroundWork.Running running) {
            figures.put("work since", seconds(running.past()));
        }
        view.memory()
                .startingSince()
                .ifPresent(since -> figures.put("starting since", seconds(Duration.ofNanos(view.now() - since))));
        return figures;
    }

    private static String lease(Lease lease) {
        return switch (lease) {
            case Lease.Vacant _ -> "nobody's";
            case Lease.Claimed _ -> "recorded as mine, not confirmed yet";
            case Lease.Mine _ -> "mine, confirmed";
            case Lease.Lost _ -> "refused";
            case Lease.Theirs(MemberName holder) -> "held by " + holder;
            case Lease.Unanswered(String cause) -> "not known: " + cause;
        };
    }

    private static String server(PostgresState postgres) {
        return switch (postgres) {
            case PostgresState.NoData _ -> "no data directory";
            case PostgresState.UnreadableData(String reason) -> "data directory not readable: " + reason;
            case PostgresState.HalfDone(var begun) -> "unfinished " + lower(begun);
            case PostgresState.Stopped(ControlData control) -> stopped("stopped", control);
            case PostgresState.Starting(ControlData control, Role role) ->
                stopped("starting as a " + lower(role), control);
            case PostgresState.Unresponsive(Role lastKnown, var _, var _) -> "silent, last a " + lower(lastKnown);
            case PostgresState.Running(ServerFacts facts) -> running(facts);
        };
    }

    private static String stopped(String what, ControlData control) {
        return "%s on timeline %s (%s)"
                .formatted(what, control.timeline(), control.state().text());
    }

    private static String running(ServerFacts facts) {
        String streaming = facts.role() == Role.STANDBY
                ? facts.replay().filter(ReplayProgress::streaming).isPresent() ? ", streaming" : ", not streaming"
                : "";
        return "%s on timeline %s%s".formatted(lower(facts.role()), facts.timeline(), streaming);
    }

    private static Optional<String> position(PostgresState postgres) {
        return switch (postgres) {
            case PostgresState.Running(ServerFacts facts) ->
                Optional.of(facts.position().lsn().toString());
            case PostgresState.Stopped(ControlData control) -> checkpoint(control);
            case PostgresState.Starting(ControlData control, var _) -> checkpoint(control);
            case PostgresState.Unresponsive(var _, var _, ControlData control) -> checkpoint(control);
            case PostgresState.NoData _, PostgresState.UnreadableData _, PostgresState.HalfDone _ -> Optional.empty();
        };
    }

    private static Optional<String> checkpoint(ControlData control) {
        return Optional.of("checkpoint " + control.checkpoint());
    }

    private static Optional<String> work(BackgroundWork work) {
        return switch (work) {
            case BackgroundWork.Idle _ -> Optional.empty();
            case BackgroundWork.Running running -> Optional.of(running.task().words() + " runs");
            case BackgroundWork.Succeeded(Task task) -> Optional.of(task.words() + " is done");
            case BackgroundWork.NotReady(Task task, String reason) ->
                Optional.of(task.words() + " has to wait: " + reason);
            case BackgroundWork.Failed(Task task, String reason) -> Optional.of(task.words() + " failed: " + reason);
        };
    }

    private static String request(FailoverRequest request) {
        return "%s from %s to %s%s"
                .formatted(
                        request.isSwitchover() ? "switchover" : "failover",
                        request.leader().map(MemberName::value).orElse("whoever leads"),
                        request.candidate().map(MemberName::value).orElse("the best"),
                        request.scheduledAt().map(at -> " at " + at).orElse(""));
    }

    private static String operator(OperatorRequest request) {
        return switch (request) {
            case OperatorRequest.Restart _ -> "restart";
            case OperatorRequest.Reinitialize _ -> "reinitialize";
        };
    }

    private static String history(Divergence divergence) {
        return switch (divergence) {
            case Divergence.Follows _ -> "part of the leader's";
            case Divergence.Diverged(String reason, var _) -> "diverged from the leader's: " + reason;
            case Divergence.Irreconcilable(String reason, var _) -> "another than the leader's: " + reason;
            case Divergence.NotKnown(String reason) -> "could not be compared: " + reason;
        };
    }

    private static String seconds(Duration span) {
        return span.toSeconds() + " s";
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
