package io.regent.agent.simulation.server;

import io.regent.agent.simulation.engine.Chance;
import java.time.Duration;

/** How long a server takes for what it does. Faults make it slower. */
public final class Tempo {

    private final Chance chance;
    private boolean slowStop;
    private boolean slowStart;
    private boolean slowPromotion;

    public Tempo(Chance chance) {
        this.chance = chance;
    }

    public void slowStop(boolean slow) {
        slowStop = slow;
    }

    public void slowStart(boolean slow) {
        slowStart = slow;
    }

    public void slowPromotion(boolean slow) {
        slowPromotion = slow;
    }

    Duration recovery() {
        return slowStart ? chance.millis(20_000, 90_000) : chance.millis(300, 3_000, 20, 15_000);
    }

    Duration disconnectingClients() {
        return chance.millis(5, 300);
    }

    Duration shutdownCheckpoint() {
        return chance.millis(50, 2_000, 20, 10_000);
    }

    /** What comes after the shutdown checkpoint: the standbys get the rest, the archiver ends. */
    Duration windingUp() {
        return slowStop ? chance.millis(30_000, 120_000) : chance.millis(600, 1_500);
    }

    Duration dying() {
        return chance.millis(1, 100);
    }

    Duration promotion() {
        return slowPromotion ? chance.millis(15_000, 60_000) : chance.millis(50, 2_000);
    }

    public Duration tool() {
        return chance.millis(1_000, 8_000, 5, 45_000);
    }
}
