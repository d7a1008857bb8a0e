package io.regent.postgres;

import io.regent.postgres.wal.LogRange;
import java.util.Optional;

/** Whether the local data can follow the leader as it is. */
public sealed interface Divergence {

    /** All that is local is part of the leader's history. */
    record Follows() implements Divergence {}

    /**
     * The local log went another way than the leader's.
     *
     * @param reason positions and timelines, for the log
     * @param ownLog what only the local server has; at least that after a crash, and empty when it cannot be told (LES-076)
     */
    record Diverged(String reason, Optional<LogRange> ownLog) implements Divergence {

        /** Without knowing how much was written apart from the leader. */
        public Diverged(String reason) {
            this(reason, Optional.empty());
        }
    }

    /**
     * Both logs say that they are on the same timeline, and they are not the same: two servers were promoted apart from each other and
     * gave their timelines the same number. Neither streaming nor {@code pg_rewind} would notice, both go by the numbers (LES-023).
     *
     * @param reason positions and timelines, for the log
     * @param ownLog what only the local server has: all of that timeline; empty when it cannot be told (LES-076)
     */
    record Irreconcilable(String reason, Optional<LogRange> ownLog) implements Divergence {

        /** Without knowing how much was written apart from the leader. */
        public Irreconcilable(String reason) {
            this(reason, Optional.empty());
        }
    }

    /**
     * It cannot be said now: the leader is not ready or not reachable, or a tool's answer was not understood (LES-075).
     *
     * @param reason for the log
     */
    record NotKnown(String reason) implements Divergence {}
}
