package io.regent.dcs.memory;

import io.regent.dcs.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * A key's value.
 *
 * @param revision of the last change of the value
 * @param owner the connection that keeps a leased entry alive; 0 without a lease
 * @param lease empty for a key that does not expire
 */
record Entry(String value, long revision, long owner, Optional<Lease> lease) {

    /** How long an entry lives, and until when. */
    record Lease(Duration ttl, Deadline until) {

        static Lease from(long nowNanos, Duration ttl) {
            return new Lease(ttl, Deadline.after(nowNanos, ttl));
        }
    }

    /** Whether the entry's time is over. */
    boolean hasExpiredAt(long nowNanos) {
        return lease.filter(left -> left.until().passedAt(nowNanos)).isPresent();
    }

    /** The same value, kept alive by the given connection from now on. */
    Entry leasedBy(long connection, Lease other) {
        return new Entry(value, revision, connection, Optional.of(other));
    }

    /** The same value and revision, its whole time ahead again. */
    Entry livingAnewAt(long nowNanos) {
        return new Entry(value, revision, owner, lease.map(left -> Lease.from(nowNanos, left.ttl())));
    }
}
