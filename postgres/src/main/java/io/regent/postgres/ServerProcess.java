package io.regent.postgres;

import java.util.List;
import java.util.Optional;
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

    /**
     * One process of this machine until it is started anew.
     *
     * @param pid its number, which another process may be given later
     * @param startTicks when it started, in clock ticks since the machine did
     */
    record Identity(long pid, long startTicks) {}

    /** Sends the signal to the postmaster and to every other process of the server; does nothing when there is none. */
    void signal(Signal signal);

    /** The postmaster's pid; empty when there is none. */
    OptionalLong pid();

    /** The living postmaster as last seen in the data directory; empty when none was seen, or it is gone. */
    Optional<Identity> postmaster();

    /**
     * What the server's processes other than the postmaster call themselves, for example {@code archiver archiving 0000…}. Reads their
     * memory and may wait for one that hangs, so it is not for the fence.
     */
    List<String> titles();

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
