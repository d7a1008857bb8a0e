package io.regent.restapi;

/** How a restart ended (API-110). */
public sealed interface RestartAnswer {

    /** The server accepts connections again. */
    record Restarted() implements RestartAnswer {}

    /**
     * Another long action runs.
     *
     * @param action its name, such as {@code reinitialize}
     */
    record Busy(String action) implements RestartAnswer {}

    /** The server was started and does not accept connections yet. */
    record StillStarting() implements RestartAnswer {}

    /**
     * The server could not be stopped or started.
     *
     * @param reason one sentence for the operator
     */
    record Failed(String reason) implements RestartAnswer {}
}
