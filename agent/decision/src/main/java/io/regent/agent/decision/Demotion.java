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
    IMMEDIATE_NOLOCK
}
