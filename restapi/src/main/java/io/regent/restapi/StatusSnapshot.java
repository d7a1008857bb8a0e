package io.regent.restapi;

import io.regent.postgres.Stuck;
import io.regent.postgres.WorkProgress;
import java.util.Optional;

/**
 * All that this node says of itself, as published at the end of a step of the agent. Whatever depends on time is given as
 * a deadline and judged when a request comes in, so that a snapshot that nobody replaces turns negative by itself.
 *
 * @param scheduledRestart the restart that waits for its time (API-062)
 * @param progress of the work that keeps the server away; empty when it runs
 * @param stuck why the standby here does not get on; empty when it does
 */
public record StatusSnapshot(
        NodeIdentity node,
        ServerStatus server,
        DcsStatus dcs,
        ClusterSettings settings,
        Heartbeat heartbeat,
        Safeguards safeguards,
        Optional<ScheduledRestart> scheduledRestart,
        Optional<WorkProgress> progress,
        Optional<Stuck> stuck) {

    /** The same node with another lease, or without one. */
    public StatusSnapshot with(Heartbeat other) {
        return new StatusSnapshot(node, server, dcs, settings, other, safeguards, scheduledRestart, progress, stuck);
    }

    /** The same node, further on. */
    public StatusSnapshot with(Optional<WorkProgress> other) {
        return new StatusSnapshot(node, server, dcs, settings, heartbeat, safeguards, scheduledRestart, other, stuck);
    }

    /** The same node with another server. */
    public StatusSnapshot with(ServerStatus other) {
        return new StatusSnapshot(node, other, dcs, settings, heartbeat, safeguards, scheduledRestart, progress, stuck);
    }
}
