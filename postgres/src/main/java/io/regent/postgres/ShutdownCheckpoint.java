package io.regent.postgres;

import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;

/**
 * The last record that a cleanly stopped primary wrote.
 *
 * @param timeline on which it was written
 * @param start where the record begins, as {@code pg_controldata} says
 * @param end where the record ends: a standby that replayed it, and is promoted, leaves the timeline exactly here
 */
public record ShutdownCheckpoint(Timeline timeline, Lsn start, Lsn end) {}
