package io.regent.agent.simulation.mutant;

import io.regent.agent.cycle.Fence;
import io.regent.agent.cycle.Observer;
import io.regent.agent.cycle.Performer;
import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.Settings;
import io.regent.agent.decision.View;
import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.LeaseStore;
import io.regent.dcs.MonotonicClock;
import io.regent.watchdog.Watchdog;
import io.regent.watchdog.WatchdogPlan;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * An agent with broken parts.
 *
 * @param layers which layers of safety work; those that would hide the fault are taken away
 * @param parts what is broken, from the inside outwards
 */
record Broken(Wiring layers, List<Wiring> parts) implements Wiring {

    Broken {
        parts = List.copyOf(parts);
    }

    @Override
    public boolean fence() {
        return layers.fence();
    }

    @Override
    public WatchdogPlan.Mode watchdog() {
        return layers.watchdog();
    }

    @Override
    public boolean supervisor() {
        return layers.supervisor();
    }

    @Override
    public boolean failsafeMode() {
        return layers.failsafeMode();
    }

    @Override
    public boolean archive() {
        return layers.archive();
    }

    @Override
    public Settings.Sync synchronous() {
        return layers.synchronous();
    }

    @Override
    public FailsafeVotes votes(FailsafeVotes real, View view) {
        FailsafeVotes seen = real;
        for (Wiring part : parts) {
            seen = part.votes(seen, view);
        }
        return seen;
    }

    @Override
    public boolean mayRace(boolean real) {
        boolean seen = real;
        for (Wiring part : parts) {
            seen = part.mayRace(seen);
        }
        return seen;
    }

    @Override
    public LeaseStore store(LeaseStore real, MonotonicClock clock) {
        LeaseStore seen = real;
        for (Wiring part : parts) {
            seen = part.store(seen, clock);
        }
        return seen;
    }

    @Override
    public Observer observer(Observer real) {
        Observer seen = real;
        for (Wiring part : parts) {
            seen = part.observer(seen);
        }
        return seen;
    }

    @Override
    public Performer performer(Performer real) {
        Performer seen = real;
        for (Wiring part : parts) {
            seen = part.performer(seen);
        }
        return seen;
    }

    @Override
    public Fence fence(Fence real) {
        Fence seen = real;
        for (Wiring part : parts) {
            seen = part.fence(seen);
        }
        return seen;
    }

    @Override
    public Fence supervisor(Fence real) {
        Fence seen = real;
        for (Wiring part : parts) {
            seen = part.supervisor(seen);
        }
        return seen;
    }

    @Override
    public Watchdog watchdog(Watchdog real) {
        Watchdog seen = real;
        for (Wiring part : parts) {
            seen = part.watchdog(seen);
        }
        return seen;
    }

    @Override
    public BooleanSupplier mayWrite(BooleanSupplier real) {
        BooleanSupplier seen = real;
        for (Wiring part : parts) {
            seen = part.mayWrite(seen);
        }
        return seen;
    }
}
