package io.regent.agent.simulation.world;

import io.regent.agent.simulation.engine.Scheduler;
import io.regent.agent.simulation.server.ServerObservation;
import io.regent.dcs.MonotonicClock;
import java.time.Duration;
import java.time.OffsetDateTime;

/** The clocks of one machine. The monotonic one is true unless a pause is hidden from it; the other one jumps. */
public final class NodeClock implements MonotonicClock {

    private final Scheduler scheduler;
    private long hidden;
    private long step;

    NodeClock(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public long nanos() {
        return scheduler.now() - hidden;
    }

    /** The time of the day. */
    OffsetDateTime wall() {
        return ServerObservation.EPOCH.plusNanos(scheduler.now() + step);
    }

    /** When a point of this clock comes, in virtual nanoseconds. */
    long virtual(long nanos) {
        return nanos + hidden;
    }

    /** The monotonic clock stands still for a while, together with its machine. */
    public void hide(Duration pause) {
        hidden += pause.toNanos();
    }

    /** The wall clock jumps. */
    public void stepWall(Duration by) {
        step += by.toNanos();
    }
}
