package io.regent.postgres;

import io.regent.postgres.wal.Lsn;
import java.util.Optional;

/**
 * A row of {@code pg_stat_replication}.
 *
 * @param clientAddress empty for a connection through a socket
 * @param state {@code streaming}, {@code catchup}, {@code backup} …
 * @param syncState {@code sync}, {@code quorum}, {@code potential} or {@code async}
 * @param written empty when the server does not say (LES-089), as are the other positions
 */
public record WalSender(
        String user,
        String applicationName,
        Optional<String> clientAddress,
        String state,
        String syncState,
        int syncPriority,
        Optional<Lsn> written,
        Optional<Lsn> flushed,
        Optional<Lsn> replayed) {

    /** How far the standby has come with what a commit waits for. */
    public Optional<Lsn> reached(CommitLevel level) {
        return switch (level) {
            case WRITTEN -> written;
            case FLUSHED -> flushed;
            case REPLAYED -> replayed;
        };
    }

    /** Whether it streams, and is not only catching up. */
    public boolean isStreaming() {
        return state.equals("streaming");
    }
}
