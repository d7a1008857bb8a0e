package io.regent.postgres;

import io.regent.postgres.wal.Lsn;
import java.util.Optional;

/**
 * A row of {@code pg_replication_slots}.
 *
 * @param physical whether it is physical; logical otherwise
 * @param restartLsn the oldest position it keeps; empty while it reserves nothing
 */
public record ReplicationSlot(
        String name, boolean physical, boolean active, boolean temporary, Optional<Lsn> restartLsn) {}
