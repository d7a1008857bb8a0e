package io.regent.dcs;

import java.time.Duration;

/**
 * The leader lease, the one thing the agent may not run without.
 *
 * <p>Implementations translate; they do not log or decide. Each call blocks its caller for at most the time given by
 * {@link DcsStore#deadline}, walks the endpoints and authenticates again within it, and never throws for a store in
 * trouble. What an adapter must do is written down once, in {@code DcsStoreContract}.
 */
public interface LeaseStore {

    /** Takes the lease if nobody holds it. The leader key holds the bare member name (HA-003). */
    LeaseAnswer acquire(MemberName candidate, Duration ttl);

    /**
     * Extends the lease if the holder is still the given one.
     *
     * @param ttl the wanted time; a change is applied without losing the lease (LES-018)
     */
    LeaseAnswer renew(MemberName holder, Duration ttl);

    /** Gives the lease up; {@link WriteAnswer.Conflict} when it is not the given holder's. */
    WriteAnswer release(MemberName holder);
}
