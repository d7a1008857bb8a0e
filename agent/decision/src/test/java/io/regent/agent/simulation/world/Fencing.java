package io.regent.agent.simulation.world;

import io.regent.agent.cycle.Fence;
import io.regent.agent.decision.Settings;
import io.regent.dcs.Deadline;
import java.util.function.Supplier;

/** The lines of fencing of one agent: its timer, and the supervisor that outlives it. As {@code Leadership} uses them. */
final class Fencing implements Fence {

    private final Fence timer;
    private final Fence told;
    private final Supervisor supervisor;
    private final Supplier<Settings> settings;
    /** Whether what is armed is an earlier agent's. */
    private boolean inherited = true;

    /**
     * Both lines.
     *
     * @param told how this agent moves the supervisor
     */
    Fencing(Fence timer, Fence told, Supervisor supervisor, Supplier<Settings> settings) {
        this.timer = timer;
        this.told = told;
        this.supervisor = supervisor;
        this.settings = settings;
    }

    @Override
    public void arm(Deadline until) {
        timer.arm(until);
        told.arm(new Deadline(until.nanos() + settings.get().supervisorMargin().toNanos()));
        inherited = false;
    }

    @Override
    public void disarm() {
        timer.disarm();
        told.disarm();
        inherited = false;
    }

    /** A standby was seen, which an earlier agent may have asked to become a primary. */
    void standbySeen() {
        timer.disarm();
        if (!inherited) {
            told.disarm();
        }
    }

    void serverStarts() {
        supervisor.serverStarts();
    }

    /** The agent's process is gone; the supervisor is not. */
    void processEnds() {
        timer.disarm();
    }
}
