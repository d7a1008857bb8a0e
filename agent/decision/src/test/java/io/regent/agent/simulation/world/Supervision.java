package io.regent.agent.simulation.world;

import java.time.Duration;

/**
 * Whether anything on a node is there to keep its server from writing without the lease. This is the one place that says when
 * the oracle of the one writer looks away (docs/simulation.md, "What the oracles do not ask"):
 *
 * <ul>
 *   <li>an agent that died had begun a promotion or a start as primary, which the server goes on with by itself, and the next
 *       agent has disarmed the supervisor: in pause, or because it saw a standby after it had renewed the lease itself (LES-045);
 *   <li>the postmaster stands still, so that it does not hear of a fast stop, and there never was a lease whose end could
 *       make anybody kill the server (LES-047);
 *   <li>the machine has only just thawed: its server may go on a moment before its fence does (LES-048);
 *   <li>the agent believes that the cluster is paused, and so leaves its server alone; or it ended in that belief, and the next
 *       one has not come to the end of its first cycle.
 * </ul>
 *
 * <p>A machine whose watchdog runs is protected all the same (LES-044). Where a test has taken the supervisor away, also while the agent's process is dead or stopped, until the next agent has come to
 * the end of its first cycle, and while anything goes on that a dead agent has begun.
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
        long stoodStill = world.wiring().supervisor() ? node.machine().frozenUntil() : node.processStoodStillUntil();
        return isProtecting() && world.now() >= Math.max(lostAt, stoodStill) + grace.toNanos();
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

    /** The agent takes the cluster for paused from now on, or not any more. */
    void believes(boolean paused) {
        note();
        pausedBelief = paused;
    }

    /** A cycle came to its end. */
    void cycled() {
        note();
        cycles++;
        cycled = true;
        orphaned = orphaned && (becoming || node.server().isBecomingPrimary());
        becoming = node.server().isBecomingPrimary();
    }

    private void note() {
        if (!isProtecting()) {
            lostAt = world.now();
        }
    }

    private boolean isProtecting() {
        boolean watched = world.wiring().supervisor()
                ? !node.isFrozen() && (!orphaned || node.supervisor().isArmed())
                : cycled && !orphaned && node.agentAnswers();
        return watched && !pausedBelief && canBeStoppedInTime();
    }

    private boolean canBeStoppedInTime() {
        return node.server().letsIn()
                || node.supervisor().isArmed()
                || node.agent().flatMap(agent -> agent.lease().until()).isPresent();
    }
}
