package io.regent.agent.decision;

/** The ways to make a primary stop accepting writes (table T9). */
public enum Demotion {
    /** The store is silent: stop fast, start again read-only at once, which needs no store (LES-040). */
    OFFLINE,
    /** An operator's request: checkpoint, stop fast; the lease is released when the end of the log is safe. */
    GRACEFUL,
    /** The server cannot go on as primary: stop at once, then release the lease. */
    IMMEDIATE,
    /** The lease is not ours any more: stop at once, leave the lease alone. */
    IMMEDIATE_NOLOCK,
    /**
     * The cluster is to replicate another one: stop fast and keep the lease, so that nobody here is promoted meanwhile. Where the log
     * is archived, its end goes there as well; where it is not, the lease may go to a member that has the end (HA-156).
     */
    TO_STANDBY_CLUSTER;

    /** Whether clients may go on for a while, which a loss of the lease puts an end to. */
    public boolean isGentle() {
        return switch (this) {
            case GRACEFUL, TO_STANDBY_CLUSTER -> true;
            case OFFLINE, IMMEDIATE, IMMEDIATE_NOLOCK -> false;
        };
    }
}
