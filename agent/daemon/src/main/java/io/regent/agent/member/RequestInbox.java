package io.regent.agent.member;

import io.regent.agent.decision.OperatorRequest;
import io.regent.postgres.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** At most one request of an operator that waits for the loop. */
public final class RequestInbox {

    /** A request and its end. */
    public record Entry(OperatorRequest request, CompletableFuture<Outcome> end) {}

    private @Nullable Entry entry;

    /** Leaves a request for the loop; empty when another one waits. */
    public synchronized Optional<Entry> submit(OperatorRequest request) {
        if (entry != null) {
            return Optional.empty();
        }
        entry = new Entry(request, new CompletableFuture<>());
        return Optional.of(entry);
    }

    /** The request that waits, for the view. */
    public synchronized Optional<OperatorRequest> waiting() {
        return Optional.ofNullable(entry).map(Entry::request);
    }

    /** Takes the request out; whoever takes it completes it. */
    public synchronized Optional<Entry> take() {
        Optional<Entry> taken = Optional.ofNullable(entry);
        entry = null;
        return taken;
    }

    /** Takes this request out if it still waits. */
    public synchronized void withdraw(Entry unwanted) {
        if (unwanted.equals(entry)) {
            entry = null;
        }
    }
}
