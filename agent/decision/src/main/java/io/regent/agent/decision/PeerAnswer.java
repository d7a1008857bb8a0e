package io.regent.agent.decision;

import io.regent.dcs.Tags;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.util.Optional;

/** What another member said when it was asked for its status (HA-024). */
public sealed interface PeerAnswer {

    /**
     * It answered, and its server told where it is.
     *
     * @param accepting whether it is a running primary, not in recovery
     * @param position the furthest position received or replayed, or written on a primary
     * @param timeline absent when it does not know
     * @param watchdogFailed whether it must not become leader for want of a watchdog
     */
    record Reached(boolean accepting, Lsn position, Optional<Timeline> timeline, Tags tags, boolean watchdogFailed)
            implements PeerAnswer {

        /** Whether it may become leader at all. */
        public boolean isElectable() {
            return refusal().isEmpty();
        }

        /** Why it must not become leader at all. */
        Optional<Obstacle> refusal() {
            if (tags.nofailover()) {
                return Optional.of(new Obstacle.Nofailover());
            }
            return watchdogFailed ? Optional.of(new Obstacle.WatchdogFailed()) : Optional.empty();
        }

        /**
         * Whether its log ends before (negative), at, or after (positive) the position: by timeline first where it knows its own,
         * so that a diverged tail on an old timeline does not count (decision 3).
         */
        int compareTo(WalPosition other) {
            return timeline.map(known -> new WalPosition(known, position).compareTo(other))
                    .orElseGet(() -> position.compareTo(other.lsn()));
        }

        /** Whether it knows to be on an older timeline, whose positions say nothing about the given one. */
        boolean isBehind(Optional<Timeline> newer) {
            return newer.flatMap(wanted -> timeline.filter(mine -> mine.isBefore(wanted)))
                    .isPresent();
        }
    }

    /** It did not answer in time, or without a position. */
    record Unreached(String cause) implements PeerAnswer {}
}
