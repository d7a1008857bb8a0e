package io.regent.restapi;

import io.regent.dcs.Deadline;
import java.util.Optional;

/**
 * How long this node may still be believed, on the clock that the server was given.
 *
 * @param leaderUntil until when the lease, or the consent of all members in failsafe mode, lets this node lead; empty
 *     when it does not lead, and from the moment a demotion begins (LES-120)
 * @param aliveUntil until when the loop counts as running: {@code ttl} after its last planned turn for a running primary,
 *     twice that for everything else (API-041)
 */
public record Heartbeat(Optional<Deadline> leaderUntil, Deadline aliveUntil) {

    /** Whether this node leads at the given reading of the clock (API-018, DESIGN.md, safety rule 8). */
    public boolean leadsAt(long nowNanos) {
        return leaderUntil.filter(deadline -> !deadline.passedAt(nowNanos)).isPresent();
    }

    /** Whether the loop is fresh at the given reading of the clock. */
    public boolean isFreshAt(long nowNanos) {
        return !aliveUntil.passedAt(nowNanos);
    }
}
