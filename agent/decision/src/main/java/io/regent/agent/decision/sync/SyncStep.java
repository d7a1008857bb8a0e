package io.regent.agent.decision.sync;

import io.regent.dcs.SyncState;
import io.regent.postgres.SyncNames;

/** What to do next in a change of synchronous replication. After each step it is safe to do nothing more, ever. */
public sealed interface SyncStep {

    /** The server must wait for others. */
    record SetNames(SyncNames names) implements SyncStep {}

    /** The promise changes. */
    record WritePromise(SyncState promise) implements SyncStep {}

    /** The server waits for the right standbys, and they do not have everything yet. */
    record AwaitStandbys() implements SyncStep {}

    /** Everything is as it should be. */
    record Settled() implements SyncStep {}
}
