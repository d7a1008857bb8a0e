package io.regent.postgres;

import java.time.OffsetDateTime;

/** What the local server is doing, as far as one look can tell. */
public sealed interface PostgresState {

    /** There is no data directory, or an empty one. */
    record NoData() implements PostgresState {}

    /** The data directory exists but cannot be read, or holds something that is no PostgreSQL data. */
    record UnreadableData(String reason) implements PostgresState {}

    /**
     * A rewind or a clone was begun and not finished; the directory must not be started (DESIGN.md, safety rule 6).
     */
    record HalfDone(Work work) implements PostgresState {

        /** What was begun. */
        public enum Work {
            CLONE,
            REWIND
        }
    }

    /** The data directory is there, and no postmaster runs on it. */
    record Stopped(ControlData control) implements PostgresState {}

    /**
     * A postmaster runs on the data directory but does not accept connections yet.
     *
     * @param role what it will be when it does
     */
    record Starting(ControlData control, Role role) implements PostgresState {}

    /** The server answered the monitoring query. */
    record Running(ServerFacts facts) implements PostgresState {}

    /**
     * A postmaster runs, and the monitoring query was not answered in time (HA-078).
     *
     * @param lastKnown the role it had when it last answered
     * @param postmasterStart identifies the process that does not answer
     */
    record Unresponsive(Role lastKnown, OffsetDateTime postmasterStart, ControlData control) implements PostgresState {}
}
