package io.regent.agent.operation;

import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.decision.Task;
import io.regent.agent.member.RequestInbox;
import io.regent.agent.member.RestartPlan;
import io.regent.agent.performance.Leadership;
import io.regent.agent.performance.Node;
import io.regent.postgres.Outcome;
import io.regent.postgres.ServerFacts;
import io.regent.restapi.ReinitializeAnswer;
import io.regent.restapi.ReinitializeRequest;
import io.regent.restapi.RestartAnswer;
import io.regent.restapi.RestartConditions;
import io.regent.restapi.ScheduleAnswer;
import io.regent.restapi.ScheduledRestart;
import io.regent.restapi.StatusSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What operators ask of the local server. The loop decides; whoever asked waits here, for a bounded time, until the loop has
 * turned to the request, and then for its end.
 */
final class ServerRequests {

    private static final Duration TO_BEGIN = Duration.ofSeconds(30);

    private final Node node;
    private final Leadership leadership;
    private final StatusSource status;
    private final Duration toBegin;

    ServerRequests(Node node, Leadership leadership, StatusSource status) {
        this(node, leadership, status, TO_BEGIN);
    }

    /**
     * @param toBegin how long the loop may take to turn to a request
     */
    ServerRequests(Node node, Leadership leadership, StatusSource status, Duration toBegin) {
        this.node = node;
        this.leadership = leadership;
        this.status = status;
        this.toBegin = toBegin;
    }

    RestartAnswer restart(RestartConditions conditions) {
        Duration limit =
                conditions.timeout().orElseGet(() -> node.settings().cluster().primaryStartTimeout());
        Optional<RequestInbox.Entry> entry = node.slot().running().isPresent()
                ? Optional.empty()
                : begun(new OperatorRequest.Restart(conditions.timeout()));
        return entry.<RestartAnswer>map(begun -> switch (end(begun, limit)) {
                    case Outcome.Done _ -> new RestartAnswer.Restarted();
                    case Outcome.StillUnderWay _ -> new RestartAnswer.StillStarting();
                    case Outcome.Failed(String reason) -> new RestartAnswer.Failed(reason);
                    case Outcome.NotReady(String reason) -> new RestartAnswer.Failed(reason);
                    case Outcome.Cancelled _ -> new RestartAnswer.Failed("the restart was cancelled");
                })
                .orElseGet(() -> new RestartAnswer.Busy(whatRuns()));
    }

    ReinitializeAnswer reinitialize(ReinitializeRequest request) {
        if (leadership.isHeld()) {
            return new ReinitializeAnswer.IsLeader();
        }
        Optional<Task> busy = node.slot().running();
        if (busy.filter(task -> !(request.force() && mayBeCancelled(task))).isPresent()) {
            return new ReinitializeAnswer.Busy(whatRuns());
        }
        busy.ifPresent(task -> node.slot().cancel());
        return begun(new OperatorRequest.Reinitialize(request.fromLeader(), request.discardsNewerData()))
                .<ReinitializeAnswer>map(begun -> switch (end(begun, toBegin)) {
                    case Outcome.Done _ -> new ReinitializeAnswer.Started();
                    case Outcome.Failed(String reason) -> new ReinitializeAnswer.Refused(reason);
                    case Outcome.NotReady(String reason) -> new ReinitializeAnswer.Refused(reason);
                    case Outcome.StillUnderWay _, Outcome.Cancelled _ -> new ReinitializeAnswer.Busy(whatRuns());
                })
                .orElseGet(() -> new ReinitializeAnswer.Busy(whatRuns()));
    }

    ScheduleAnswer schedule(ScheduledRestart restart) {
        var plan = new RestartPlan(restart, status.snapshot().server().facts().map(ServerFacts::postmasterStart));
        boolean kept = node.requests().schedule(plan);
        node.pacemaker().wake();
        return kept ? new ScheduleAnswer.Scheduled() : new ScheduleAnswer.AlreadyScheduled();
    }

    boolean unschedule() {
        Optional<RestartPlan> plan = node.requests().scheduled();
        plan.ifPresent(node.requests()::unschedule);
        node.pacemaker().wake();
        return plan.isPresent();
    }

    /** An operator's haste ends a copy, but never a demotion or what makes this node a primary. */
    private static boolean mayBeCancelled(Task task) {
        return switch (task) {
            case CLONE, START_STANDBY, FOLLOW, COPY_SLOTS, REWIND, RECOVER -> true;
            case BOOTSTRAP, CUSTOM_BOOTSTRAP, START_PRIMARY, PROMOTE, DEMOTE, RESTART -> false;
        };
    }

    /** Leaves the request for the loop; empty when the loop does not turn to it. */
    private Optional<RequestInbox.Entry> begun(OperatorRequest request) {
        Optional<RequestInbox.Entry> entry = node.requests().submit(request);
        node.pacemaker().wake();
        return entry.filter(left ->
                within(left.begun(), toBegin).isPresent() || !node.requests().withdraw(left));
    }

    private static Outcome end(RequestInbox.Entry entry, Duration limit) {
        return within(entry.end(), limit).orElseGet(Outcome.StillUnderWay::new);
    }

    private static <T> Optional<T> within(CompletableFuture<T> future, Duration limit) {
        try {
            return Optional.of(future.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request never ends with an exception", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private String whatRuns() {
        return node.slot().running().map(Task::words).orElse("another request");
    }
}
