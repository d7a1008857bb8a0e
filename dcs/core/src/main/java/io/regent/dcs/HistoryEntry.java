package io.regent.dcs;

import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.util.Optional;

/**
 * The end of one timeline, as kept in {@code /history} (HA-020).
 *
 * @param timeline the timeline that ended
 * @param at where the next one begins
 * @param timestamp ISO 8601; absent in entries written by old members
 * @param newLeader who started the next timeline
 */
public record HistoryEntry(
        Timeline timeline, Lsn at, String reason, Optional<String> timestamp, Optional<String> newLeader) {}
