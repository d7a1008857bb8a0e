package io.regent.agent.waiting;

import io.regent.dcs.Deadline;
import io.regent.dcs.MonotonicClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Says when the next turn of the loop is: when {@code loop_wait} has passed since the last one began, or at once when
 * somebody wakes it, but never more often than every 100 ms (LES-013). An alarm brings it forward to an instant for which
 * something is planned (D-124).
 */
public final class Pacemaker {

    private static final Duration SHORTEST_TURN = Duration.ofMillis(100);
    /** A timed wait does not count the time in which the machine was suspended, so the clock is looked at in between (LES-048). */
    private static final long LONGEST_WAIT_NANOS = Duration.ofSeconds(1).toNanos();

    private final MonotonicClock clock;
    private volatile boolean woken;
    private volatile @Nullable Thread waiting;
    private Optional<Deadline> alarm = Optional.empty();

    public Pacemaker(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Has the next turn begin soon. Any thread may call it; it does not block. */
    public void wake() {
        woken = true;
        LockSupport.unpark(waiting);
    }

    /** Has the next turn begin at this point at the latest. Only the loop's thread may call it; forgotten after that turn's wait. */
    public void wakeAt(Deadline point) {
        alarm = Optional.of(
                alarm.filter(earlier -> earlier.compareTo(point) < 0).orElse(point));
    }

    /**
     * Waits on the loop's thread.
     *
     * @param turnBegan when the last turn began, in nanoseconds of the clock
     * @param next when the next turn is due at the latest
     */
    public void await(long turnBegan, Deadline next) {
        Deadline due = alarm.filter(point -> point.compareTo(next) < 0).orElse(next);
        waiting = Thread.currentThread();
        Deadline earliest = Deadline.after(turnBegan, SHORTEST_TURN);
        while (!earliest.passedAt(clock.nanos()) || !(woken || due.passedAt(clock.nanos()))) {
            Deadline until = woken || due.compareTo(earliest) < 0 ? earliest : due;
            long left = until.leftAt(clock.nanos()).toNanos();
            LockSupport.parkNanos(this, Math.clamp(left, 1, LONGEST_WAIT_NANOS));
        }
        waiting = null;
        woken = false;
        alarm = Optional.empty();
    }
}
