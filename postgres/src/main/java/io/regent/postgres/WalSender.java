package io.regent.postgres;

import io.regent.postgres.wal.Lsn;
import java.util.Optional;

/**
 * A row of {@code pg_stat_replication}.
 *
 * @param clientAddress empty for a connection through a socket
 * @param state {@code streaming}, {@code catchup}, {@code backup} …
 * @param flushed empty when the server does not say (LES-089)
 */
public record WalSender(
        String user,
        String applicationName,
        Optional<String> clientAddress,
        String state,
        String syncState,
        int syncPriority,
        Optional<Lsn> flushed) {}
