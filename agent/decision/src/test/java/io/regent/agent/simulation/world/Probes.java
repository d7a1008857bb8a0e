package io.regent.agent.simulation.world;

import io.regent.agent.decision.Vitals;
import io.regent.agent.simulation.server.Server.Phase;
import java.time.Duration;

/** What an agent's probes tell of its disk and of its postmaster. They look when the cycle does. */
final class Probes {

    private static final Duration BETWEEN_SESSIONS = Duration.ofSeconds(20);

    private final Node node;
    private long diskTookAWrite;
    private long sessionWasAnswered;

    Probes(Node node) {
        this.node = node;
        this.diskTookAWrite = node.clock().nanos();
        this.sessionWasAnswered = diskTookAWrite;
    }

    Vitals look() {
        long now = node.clock().nanos();
        diskTookAWrite = node.disk().isStalled() ? diskTookAWrite : now;
        boolean owesNothing = node.server().letsIn() || node.server().phase() != Phase.UP;
        sessionWasAnswered = owesNothing ? now : sessionWasAnswered;
        return new Vitals(Duration.ofNanos(now - diskTookAWrite), (int)
                Duration.ofNanos(now - sessionWasAnswered).dividedBy(BETWEEN_SESSIONS));
    }
}
