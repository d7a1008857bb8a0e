package io.regent.agent.observation;

import io.regent.agent.decision.Vitals;
import io.regent.postgres.PostgresState;

/** What looks after the running server besides the cycle's own look. */
public record Probes(DiskProbe disk, ConnectionProbe connections, PostmasterWatch postmaster) implements AutoCloseable {

    /** Begins to look. */
    public Probes {
        disk.start();
        connections.start();
        postmaster.start();
    }

    /** What they tell of the server that was seen. A server that starts or stops owes nobody an answer. */
    public Vitals vitals(PostgresState seen) {
        boolean running = seen instanceof PostgresState.Running || seen instanceof PostgresState.Unresponsive;
        disk.watch(running);
        connections.watch(running);
        return new Vitals(disk.silentFor(), connections.failures());
    }

    @Override
    public void close() {
        disk.close();
        connections.close();
        postmaster.close();
    }
}
