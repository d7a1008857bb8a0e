package io.regent.dcs;

import java.time.Duration;

/** How a request for the leader lease ended. A refusal and silence are different answers (DESIGN.md, safety rule 4). */
public sealed interface LeaseAnswer {

    /**
     * Ours for the given time, which the caller counts from the moment <em>before</em> the request was sent.
     *
     * @param ttl what the store granted, which may differ from what was asked (LES-015)
     */
    record Granted(Duration ttl) implements LeaseAnswer {}

    /** The store answered: the lease is not ours. */
    record Refused() implements LeaseAnswer {}

    /** The store did not answer, so a lease that was ours may still be. */
    record Unanswered(String cause) implements LeaseAnswer {}
}
