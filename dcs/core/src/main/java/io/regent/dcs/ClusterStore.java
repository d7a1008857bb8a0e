package io.regent.dcs;

import java.time.Duration;

/**
 * The cluster's keys.
 *
 * <p>Same rules for threads, deadlines and failures as {@link LeaseStore}. Values are the exact text of the wire format;
 * {@code io.regent.dcs.wire} renders and reads it.
 */
public interface ClusterStore {

    /** Reads the whole prefix in one round trip. Answers older than one already given are refused (LES-006). */
    ReadAnswer read();

    /** Writes a key that does not expire. */
    WriteAnswer write(ClusterKey key, String value, Precondition precondition);

    /** Deletes a key; deleting a key that is not there is {@link WriteAnswer.Done} unless the precondition says else. */
    WriteAnswer delete(ClusterKey key, Precondition precondition);

    /**
     * Publishes a member's own record and keeps it alive for {@code ttl} from now. Writes only when the value differs
     * from what the store holds or the record had expired; always prolongs its life (HA-013).
     */
    WriteAnswer announce(MemberName member, String value, Duration ttl);
}
