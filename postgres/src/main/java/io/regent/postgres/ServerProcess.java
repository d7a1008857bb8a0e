package io.regent.postgres;

import java.util.OptionalLong;

/**
 * The living processes of the local server: the postmaster and everything it forked.
 *
 * <p>Looks only into the kernel's process table: no disk, no lock, no connection. Any thread may call it while any other
 * operation hangs. A process belongs to the server by pid, start time and data directory together; a zombie counts as gone.
 */
public interface ServerProcess {

    /** What may be sent. */
    enum Signal {
        /** Quit at once, as in an immediate shutdown. */
        QUIT,
        /** Ended by the kernel. */
        KILL
    }

    /** Sends the signal to the postmaster and to every other process of the server; does nothing when there is none. */
    void signal(Signal signal);

    /** The postmaster's pid; empty when there is none. */
    OptionalLong pid();

    /** Whether a postmaster runs on the data directory. */
    boolean isAlive();

    /**
     * Whether somebody's session lives, or any other process in which statements run. One of which it is not known counts as
     * such.
     */
    default boolean sessionsAlive() {
        return backendsAlive();
    }

    /** Whether any process of the server other than the postmaster lives, which might still commit. */
    boolean backendsAlive();
}
