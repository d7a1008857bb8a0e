package io.regent.agent.decision;

import io.regent.postgres.SyncNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was done about synchronous replication in this cycle.
 *
 * @param given the names that the server was given, one after the other; empty for the user's own
 * @param failed a step did not succeed: the server did not take the names, or another wrote the promise; the next cycle begins anew
 */
public record SyncProgress(List<Optional<SyncNames>> given, boolean failed) {

    /** Nothing was done yet. */
    public static final SyncProgress NONE = new SyncProgress(List.of(), false);

    public SyncProgress {
        given = List.copyOf(given);
    }

    /** The server took the names. */
    public SyncProgress with(Optional<SyncNames> names) {
        var all = new ArrayList<>(given);
        all.add(names);
        return new SyncProgress(all, failed);
    }

    /** A step did not succeed. */
    public SyncProgress afterFailure() {
        return new SyncProgress(given, true);
    }

    /** The names that the server was given last. */
    Optional<SyncNames> last() {
        return given.isEmpty() ? Optional.empty() : given.getLast();
    }
}
