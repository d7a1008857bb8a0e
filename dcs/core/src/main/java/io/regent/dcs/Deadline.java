package io.regent.dcs;

import java.time.Duration;

/**
 * A point on the monotonic clock.
 *
 * <p>Wall clocks jump; a lease must not. No {@code Instant} takes part in a decision about a lease (LES-038).
 *
 * @param nanos nanoseconds of a {@link MonotonicClock}
 */
public record Deadline(long nanos) implements Comparable<Deadline> {

    /** The point that lies {@code wait} after the given reading of the clock. */
    public static Deadline after(long nowNanos, Duration wait) {
        return new Deadline(nowNanos + wait.toNanos());
    }

    /** Whether the clock has come to this point. */
    public boolean passedAt(long nowNanos) {
        return nowNanos - nanos >= 0;
    }

    /** The time left, negative when the point has passed. */
    public Duration leftAt(long nowNanos) {
        return Duration.ofNanos(nanos - nowNanos);
    }

    /** The same point, earlier by the given margin. */
    public Deadline minus(Duration margin) {
        return new Deadline(nanos - margin.toNanos());
    }

    @Override
    public int compareTo(Deadline other) {
        return Long.compare(nanos - other.nanos, 0);
    }
}
