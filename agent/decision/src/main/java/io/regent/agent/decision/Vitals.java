package io.regent.agent.decision;

import java.time.Duration;

/**
 * How the running server and its disk are, beyond what the server says of itself. Of a server that does not run nothing is known, and
 * nothing is held against it.
 *
 * @param diskSilentFor how long ago the disk of the data directory last took a write (LES-046)
 * @param failedConnections how many new connections in a row came to nothing until now (LES-047)
 */
public record Vitals(Duration diskSilentFor, int failedConnections) {

    /** Nothing is wrong. */
    public static final Vitals WELL = new Vitals(Duration.ZERO, 0);
}
