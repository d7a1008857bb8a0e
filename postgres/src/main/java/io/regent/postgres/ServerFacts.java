package io.regent.postgres;

import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * All that one cycle needs to know of a server that answers, fetched by one query.
 *
 * @param version as {@code server_version_num}, for example 150004
 * @param timeline the timeline written (primary) or replayed (standby)
 * @param flushed the flushed position of a primary; {@link Lsn#NONE} on a standby
 * @param replay a standby's progress; empty on a primary
 * @param sync whom commits wait for
 * @param upstream where {@code primary_conninfo} and {@code primary_slot_name} point now; empty without either
 */
public record ServerFacts(
        Role role,
        SystemIdentifier system,
        int version,
        OffsetDateTime postmasterStart,
        Timeline timeline,
        Lsn flushed,
        Optional<ReplayProgress> replay,
        Optional<Upstream> upstream,
        SyncFacts sync,
        List<WalSender> senders,
        List<ReplicationSlot> slots,
        List<PendingRestart> pendingRestart) {

    public ServerFacts {
        senders = List.copyOf(senders);
        slots = List.copyOf(slots);
        pendingRestart = List.copyOf(pendingRestart);
    }

    /** The same server with what is known of its synchronous replication. */
    public ServerFacts with(SyncFacts known) {
        return new ServerFacts(
                role,
                system,
                version,
                postmasterStart,
                timeline,
                flushed,
                replay,
                upstream,
                known,
                senders,
                slots,
                pendingRestart);
    }

    /** The end of the log this server holds: flushed on a primary, received or replayed on a standby (HA-009). */
    public WalPosition position() {
        return new WalPosition(timeline, replay.map(ReplayProgress::received).orElse(flushed));
    }

    /** {@code streaming}, {@code in archive recovery}, or empty (HA-010). */
    public Optional<String> replicationState() {
        return replay.flatMap(progress -> {
            if (progress.streaming()) {
                return Optional.of("streaming");
            }
            return progress.archiving() ? Optional.of("in archive recovery") : Optional.empty();
        });
    }
}
