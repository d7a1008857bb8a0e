package io.regent.postgres.divergence;

import io.regent.postgres.wal.WalPosition;

/** How far the local data has gone. */
public sealed interface LocalEnd {

    /** The furthest that is known. */
    WalPosition position();

    /** Where it ended, exactly: what a standby has replayed, or where a clean shutdown's last record ends. */
    record Exact(WalPosition position) implements LocalEnd {}

    /**
     * How far recovery has to go. What is in the files up to there need not be the log yet: a rewind and a base backup copy them while
     * the leader writes on, and a standby gets them again.
     */
    record Recovering(WalPosition position) implements LocalEnd {}

    /** It went at least so far, and what follows can be known only after crash recovery. */
    record AtLeast(WalPosition position) implements LocalEnd {}
}
