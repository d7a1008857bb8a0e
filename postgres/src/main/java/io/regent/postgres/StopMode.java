package io.regent.postgres;

/** How a server is stopped (manual, "Shutting Down the Server"). */
public enum StopMode {
    /** Disconnects clients, writes the shutdown checkpoint, waits for standbys and the archiver. */
    FAST,
    /** Ends every process at once; the next start recovers from the write-ahead log. */
    IMMEDIATE
}
