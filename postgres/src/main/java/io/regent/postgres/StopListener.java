package io.regent.postgres;

/** Is told how far the stop of a server has come, each at most once, on the thread that waits for its end. */
@FunctionalInterface
public interface StopListener {

    /**
     * The shutdown checkpoint is on disk (the postmaster may still be archiving or feeding standbys): from now on nothing can be
     * committed here.
     */
    void shutDownAt(ShutdownCheckpoint checkpoint);

    /** The postmaster lets nobody in any more and the last session is gone; the checkpoint may still take long (HA-181). */
    default void sessionsGone() {}
}
