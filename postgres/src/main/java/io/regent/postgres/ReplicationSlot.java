package io.regent.postgres;

import io.regent.postgres.wal.Lsn;
import java.util.Collection;
import java.util.Optional;

/**
 * A row of {@code pg_replication_slots}.
 *
 * @param physical whether it is physical; logical otherwise
 * @param restartLsn the oldest position it keeps; empty while it reserves nothing
 */
public record ReplicationSlot(
        String name, boolean physical, boolean active, boolean temporary, Optional<Lsn> restartLsn) {

    /** Whether the agent may move and drop it when nobody uses it: it is physical, not temporary, and not somebody else's. */
    public boolean isOurs(Collection<SlotPattern> foreign) {
        return physical && !temporary && foreign.stream().noneMatch(pattern -> pattern.coversPhysical(name));
    }
}
