package io.regent.agent.simulation.world;

import java.time.Duration;

/**
 * Whether anything on a node is there to keep its server from writing without the lease. This is the one place that says when
 * the oracle of the one writer looks away (docs/simulation.md, "What the oracles do not ask"):
 *
 * <ul>
 *   <li>the agent's process is dead or stopped, and its fence with it: a supervisor has to help, which is not this program's part
 *       yet (LES-045). A machine whose watchdog runs is protected all the same (LES-044);
 *   <li>the agent has only just started and has not come to the end of its first cycle;
 *   <li>an agent that died had begun a promotion or a start as primary, which the server goes on with by itself, and which the
 *       next agent sees only when it is done (LES-045);
 *   <li>the postmaster stands still, so that it does not hear of a fast stop, and the agent never had a lease whose end could
 *       make it kill the server (LES-047);
 *   <li>the machine has only just thawed: its server may go on a moment before its fence does (LES-048);
 *   <li>the agent believes that the cluster is paused, and so leaves its server alone.
 * </ul>
 */
public final class Supervision {

    /** What a fence or a demotion that has begun needs to end the last session, if the postmaster listens. */
    private static final Duration GRACE = Duration.ofMillis(1_500);

    private final Node node;
    private final World world;
    private boolean cycled;
    private long cycles;
    private boolean pausedBelief;
    private boolean orphaned;
    private boolean becoming;
    private long lostAt = Long.MIN_VALUE / 2;

    Supervision(Node node, World world) {
        this.node = node;
        this.world = world;
    }

    /** Whether this node is protected at this instant. */
    public boolean protects() {
        if (node.watchdog().protects()) {
            return true;
        }
        Duration grace = node.server().letsIn() ? GRACE : GRACE.plus(Work.IMMEDIATE_STOP);
        return isProtecting() && world.now() >= Math.max(lostAt, node.processStoodStillUntil()) + grace.toNanos();
    }

    /** How many cycles came to their end on this node. */
    public long cycles() {
        return cycles;
    }

    /** Starts anew: the agent ended, began, or stood still together with its machine. */
    void lost() {
        note();
        cycled = false;
        becoming = node.server().isBecomingPrimary();
        orphaned = orphaned || becoming;
        note();
    }

    /** A cycle came to its end. */
    void cycled(boolean paused) {
        note();
        cycles++;
        cycled = true;
        orphaned = orphaned && (becoming || node.server().isBecomingPrimary());
        becoming = node.server().isBecomingPrimary();
        pausedBelief = paused;
    }

    private void note() {
        if (!isProtecting()) {
            lostAt = world.now();
        }
    }

    private boolean isProtecting() {
        return cycled && !orphaned && !pausedBelief && node.agentAnswers() && canBeStoppedInTime();
    }

    private boolean canBeStoppedInTime() {
        return node.server().letsIn()
                || node.agent().flatMap(agent -> agent.lease().until()).isPresent();
    }
}
