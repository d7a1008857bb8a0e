package io.regent.restapi;

import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the DCS.
 *
 * @param lastRead the newest reading, however old it is; empty when there was none
 * @param knownUntil until when the reading counts as a view of the cluster: {@code ttl} after it was made; afterwards the
 *     view is lost (API-033)
 * @param lastContact the last successful contact, {@link Instant#EPOCH} when there was none (API-057)
 */
public record DcsStatus(Optional<Cluster> lastRead, Deadline knownUntil, Instant lastContact) {

    /** The view of the cluster at the given reading of the clock; empty when it is lost. */
    public Optional<Cluster> viewAt(long nowNanos) {
        return knownUntil.passedAt(nowNanos) ? Optional.empty() : lastRead;
    }
}
