package io.regent.restapi;

import java.util.Optional;

/**
 * All that this node says of itself, as published at the end of a step of the agent. Whatever depends on time is given as
 * a deadline and judged when a request comes in, so that a snapshot that nobody replaces turns negative by itself.
 *
 * @param scheduledRestart the restart that waits for its time (API-062)
 */
public record StatusSnapshot(
        NodeIdentity node,
        ServerStatus server,
        DcsStatus dcs,
        ClusterSettings settings,
        Heartbeat heartbeat,
        Safeguards safeguards,
        Optional<ScheduledRestart> scheduledRestart) {

    /** The same node with another lease, or without one. */
    public StatusSnapshot with(Heartbeat other) {
        return new StatusSnapshot(node, server, dcs, settings, other, safeguards, scheduledRestart);
    }

    /** The same node with another server. */
    public StatusSnapshot with(ServerStatus other) {
        return new StatusSnapshot(node, other, dcs, settings, heartbeat, safeguards, scheduledRestart);
    }
}
