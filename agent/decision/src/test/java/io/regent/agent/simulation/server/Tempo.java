package io.regent.agent.simulation.server;

import io.regent.agent.simulation.engine.Chance;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How long a server takes for what it does. Faults make it slower; several may slow the same. */
public final class Tempo {

    /** What can be slow. */
    public enum Slowness {
        /** The archiver does not end after the shutdown checkpoint. */
        ARCHIVER_AT_STOP,
        /** A standby takes the last records very late. */
        WALSENDER_AT_STOP,
        /** A worker does not end, so that the shutdown checkpoint does not begin. */
        WORKER_AT_STOP,
        START,
        /** Recovery needs half an hour, whatever it is that holds it up. */
        RECOVERY,
        PROMOTION,
        /** What comes before the promote command. */
        HOOK,
        REPLICATION
    }

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final Chance chance;
    private final Map<Slowness, Integer> slow = new EnumMap<>(Slowness.class);

    public Tempo(Chance chance) {
        this.chance = chance;
    }

    public void slow(Slowness what) {
        slow.merge(what, 1, Integer::sum);
    }

    /** Undoes one {@link #slow}. */
    public void normal(Slowness what) {
        slow.computeIfPresent(what, (_, count) -> count == 1 ? null : count - 1);
    }

    public boolean isSlow(Slowness what) {
        return slow.containsKey(what);
    }

    Duration recovery() {
        if (isSlow(Slowness.RECOVERY)) {
            return HALF_AN_HOUR;
        }
        return isSlow(Slowness.START) ? chance.millis(20_000, 90_000) : chance.millis(300, 3_000, 20, 15_000);
    }

    Duration disconnectingClients() {
        return chance.millis(5, 300);
    }

    Duration shutdownCheckpoint() {
        return isSlow(Slowness.WORKER_AT_STOP) ? chance.millis(30_000, 120_000) : chance.millis(50, 2_000, 20, 10_000);
    }

    /** What comes after the shutdown checkpoint: the standbys get the rest, the archiver ends. */
    Duration windingUp() {
        return isSlow(Slowness.ARCHIVER_AT_STOP) || isSlow(Slowness.WALSENDER_AT_STOP)
                ? chance.millis(30_000, 120_000)
                : chance.millis(600, 1_500);
    }

    Duration dying() {
        return chance.millis(1, 100);
    }

    Duration promotion() {
        return isSlow(Slowness.PROMOTION) ? chance.millis(15_000, 60_000) : chance.millis(50, 2_000);
    }

    /** How long the recovery of a server takes that runs without clients for it. */
    public Duration singleUser() {
        return isSlow(Slowness.RECOVERY) ? HALF_AN_HOUR : chance.millis(500, 10_000);
    }

    public Duration tool() {
        return chance.millis(1_000, 8_000, 5, 45_000);
    }
}
