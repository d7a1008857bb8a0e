package io.regent.postgres;

import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * How far a standby has come.
 *
 * @param received the furthest position received or replayed
 * @param replayed the position replayed
 * @param replayedAt when the last replayed transaction was committed on the primary
 * @param paused whether replay is paused
 * @param streaming the WAL receiver streams
 * @param receiverTimeline the timeline that is streamed, when the receiver says so
 * @param senderEnd the sender's last known position ({@code latest_end_lsn}), when streaming
 * @param archiving whether an effective {@code restore_command} exists
 */
public record ReplayProgress(
        Lsn received,
        Lsn replayed,
        Optional<OffsetDateTime> replayedAt,
        boolean paused,
        boolean streaming,
        Optional<Timeline> receiverTimeline,
        Optional<Lsn> senderEnd,
        boolean archiving) {}
