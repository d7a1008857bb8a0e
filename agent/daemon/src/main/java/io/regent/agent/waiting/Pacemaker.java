package io.regent.agent.waiting;

import io.regent.dcs.Deadline;
import io.regent.dcs.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Says when the next turn of the loop is: when {@code loop_wait} has passed since the last one began, or at once when
 * somebody wakes it, but never more often than every 100 ms (LES-013).
 */
public final class Pacemaker {

    private static final Duration SHORTEST_TURN = Duration.ofMillis(100);

    private final MonotonicClock clock;
    private volatile boolean woken;
    private volatile @Nullable Thread waiting;

    public Pacemaker(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Has the next turn begin soon. Any thread may call it; it does not block. */
    public void wake() {
        woken = true;
        LockSupport.unpark(waiting);
    }

    /**
     * Waits on the loop's thread.
     *
     * @param turnBegan when the last turn began, in nanoseconds of the clock
     * @param next when the next turn is due at the latest
     */
    public void await(long turnBegan, Deadline next) {
        waiting = Thread.currentThread();
        Deadline earliest = Deadline.after(turnBegan, SHORTEST_TURN);
        while (!(woken && earliest.passedAt(clock.nanos())) && !next.passedAt(clock.nanos())) {
            Deadline until = woken && earliest.compareTo(next) < 0 ? earliest : next;
            LockSupport.parkNanos(this, Math.max(1, until.leftAt(clock.nanos()).toNanos()));
        }
        waiting = null;
        woken = false;
    }
}
