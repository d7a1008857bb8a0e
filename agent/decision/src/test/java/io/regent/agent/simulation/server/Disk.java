package io.regent.agent.simulation.server;

import io.regent.agent.simulation.engine.Scheduler;
import java.time.Duration;

/** Where the data directory is. */
public final class Disk {

    private final Scheduler scheduler;
    private long stalledUntil = -1;
    private int full;
    private int dying;

    public Disk(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Whatever reads or writes stands still for a while. */
    public void stall(Duration time) {
        stalledUntil = Math.max(stalledUntil, scheduler.now() + time.toNanos());
    }

    /** Whether it stands still; at the instant at which it goes on, it counts as standing still. */
    public boolean isStalled() {
        return stalledUntil >= scheduler.now();
    }

    /** In virtual nanoseconds. */
    public long stalledUntil() {
        return stalledUntil;
    }

    /** There is no room, or there is again. */
    public void full(boolean isFull) {
        full += isFull ? 1 : -1;
    }

    public boolean isFull() {
        return full > 0;
    }

    /** Whatever works on the data directory ends part way, or not any more. */
    public void toolsDie(boolean die) {
        dying += die ? 1 : -1;
    }

    /** Whether whatever works on the data directory ends part way. */
    public boolean breaksTools() {
        return dying > 0 || full > 0;
    }
}
