package io.regent.agent.decision;

import io.regent.dcs.Cluster;

/** What this cycle saw of the cluster. */
public sealed interface DcsView {

    /** The cluster as the store has it. */
    record Seen(Cluster cluster) implements DcsView {}

    /** The store was silent; the cluster is the one that was seen last. */
    record Silent(String cause, Cluster lastSeen) implements DcsView {}

    /** The cluster, as seen now or last. */
    default Cluster cluster() {
        return switch (this) {
            case Seen(Cluster seen) -> seen;
            case Silent(String _, Cluster lastSeen) -> lastSeen;
        };
    }
}
