package io.regent.agent.member;

import io.regent.agent.decision.OperatorRequest;
import io.regent.postgres.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What operators ask of this agent: to stop, at most one request that waits for the loop, and at most one restart that waits
 * for its time (HA-211).
 */
public final class RequestInbox {

    /**
     * A request on its way.
     *
     * @param begun completed when the loop turns to it
     * @param end completed with what came of it
     */
    public record Entry(OperatorRequest request, CompletableFuture<Boolean> begun, CompletableFuture<Outcome> end) {

        private Entry(OperatorRequest request) {
            this(request, new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    private volatile boolean stopping;
    private @Nullable Entry entry;
    private @Nullable RestartPlan plan;

    /** The agent is to end. */
    public void stop() {
        stopping = true;
    }

    /** Whether the agent is to end. */
    public boolean isStopping() {
        return stopping;
    }

    /** Leaves a request for the loop; empty when another one waits. */
    public synchronized Optional<Entry> submit(OperatorRequest request) {
        if (entry != null) {
            return Optional.empty();
        }
        entry = new Entry(request);
        return Optional.of(entry);
    }

    /** The request that waits, for the view. */
    public synchronized Optional<OperatorRequest> waiting() {
        return Optional.ofNullable(entry).map(Entry::request);
    }

    /** Takes out this request, if it still waits; whoever takes it completes its end. */
    public synchronized Optional<Entry> take(OperatorRequest request) {
        Optional<Entry> taken =
                Optional.ofNullable(entry).filter(waiting -> waiting.request().equals(request));
        taken.ifPresent(found -> {
            entry = null;
            found.begun().complete(true);
        });
        return taken;
    }

    /** Takes the request out for good; false when the loop has turned to it already. */
    public synchronized boolean withdraw(Entry unwanted) {
        boolean waits = unwanted.equals(entry);
        if (waits) {
            entry = null;
        }
        return waits;
    }

    /** Keeps a restart for its time; false when there is one already, which stays. */
    public synchronized boolean schedule(RestartPlan wanted) {
        boolean free = plan == null;
        if (free) {
            plan = wanted;
        }
        return free;
    }

    /** The restart that waits for its time. */
    public synchronized Optional<RestartPlan> scheduled() {
        return Optional.ofNullable(plan);
    }

    /** Forgets this restart, unless another has taken its place. */
    public synchronized void unschedule(RestartPlan unwanted) {
        if (unwanted.equals(plan)) {
            plan = null;
        }
    }
}
