package io.regent.dcs.etcd3;

import io.regent.dcs.Deadline;
import java.time.Duration;

/** The time that one call of the port may still take, whatever it does inside. */
record Budget(Deadline end) {

    private static final Duration LEAST_SHARE = Duration.ofSeconds(1);

    static Budget of(Duration time) {
        return new Budget(Deadline.after(System.nanoTime(), time));
    }

    Duration left() {
        return end.leftAt(System.nanoTime());
    }

    boolean isSpent() {
        return !left().isPositive();
    }

    /**
     * The part of the time for one endpoint when others are still to be asked. There is always something left for a second
     * round, because a connection that went silent may be replaced by a new one to the same endpoint.
     */
    Duration share(int endpointsToAsk) {
        Duration left = left();
        Duration part = left.dividedBy(endpointsToAsk + 1L);
        Duration least = LEAST_SHARE.compareTo(left) < 0 ? LEAST_SHARE : left;
        return part.compareTo(least) < 0 ? least : part;
    }
}
