package io.regent.agent.simulation.server;

import io.regent.postgres.PostgresState;

/** What the data directory holds. */
public sealed interface Directory {

    /** Nothing. */
    record Empty() implements Directory {}

    /** The remains of work that was begun and not finished, with its marker. */
    record HalfDone(PostgresState.HalfDone.Work work) implements Directory {}

    /** Data that a server can be started on. */
    record Whole(Data data) implements Directory {}
}
