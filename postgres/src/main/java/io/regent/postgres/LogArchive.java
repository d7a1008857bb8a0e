package io.regent.postgres;

/**
 * The archive to which the server hands its log segment by segment. Both methods run programs and may take long; they are called from
 * the background thread that owns the work.
 */
public interface LogArchive {

    /** Whether the server of these settings hands anything over ({@code archive_mode}); not when that cannot be found out. */
    boolean isOn();

    /**
     * Hands over what a clean shutdown leaves out: the segment with the shutdown checkpoint, which the server would complete only
     * after its next start as a primary (HA-156). Does nothing for a segment that was handed over before, and where only a library
     * archives, because it cannot be asked to.
     */
    Outcome takeShutdownCheckpoint();
}
