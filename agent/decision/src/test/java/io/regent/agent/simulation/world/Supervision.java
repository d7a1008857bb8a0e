package io.regent.agent.simulation.world;

import java.time.Duration;

/**
 * Whether anything on a node is there to keep its server from writing without the lease. This is the one place that says when
 * the oracle of the one writer looks away (docs/simulation.md, "What the oracles do not ask"):
 *
 * <ul>
 *   <li>the agent's process is dead or stopped, and its fence with it: a supervisor or the hardware watchdog has to help, which
 *       is not this program's part yet (LES-045);
 *   <li>the agent has only just started and has not come to the end of its first cycle;
 *   <li>an agent that died had begun a promotion or a start as primary, which the server goes on with by itself, and which the
 *       next agent sees only when it is done (LES-045);
 *   <li>the machine has only just thawed: its server may go on a moment before its fence does (LES-048);
 *   <li>the agent believes that the cluster is paused, and so leaves its server alone.
 * </ul>
 */
public final class Supervision {

    /** What a fence or a demotion that has begun needs to end the last session. */
    private static final Duration GRACE = Duration.ofMillis(1_500);

    private final Node node;
    private final World world;
    private boolean cycled;
    private boolean pausedBelief;
    private boolean orphaned;
    private boolean becoming;
    private long lostUntil;

    Supervision(Node node, World world) {
        this.node = node;
        this.world = world;
    }

    /** Whether this node is protected at this instant. */
    public boolean protects() {
        note();
        return world.now() >= lostUntil;
    }

    /** Starts anew: the agent ended, began, or stood still together with its machine. */
    void lost() {
        cycled = false;
        orphaned = orphaned || node.server().isBecomingPrimary();
        note();
    }

    /** A cycle came to its end. */
    void cycled(boolean paused) {
        note();
        cycled = true;
        orphaned = orphaned && (becoming || node.server().isBecomingPrimary());
        becoming = node.server().isBecomingPrimary();
        pausedBelief = paused;
    }

    /** Looked at after every event, so that no instant without protection is missed. */
    private void note() {
        if (!node.agentAnswers() || !cycled || orphaned || pausedBelief) {
            lostUntil = world.now() + GRACE.toNanos();
        }
    }
}
