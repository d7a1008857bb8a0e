package io.regent.agent.simulation.oracle;

import io.regent.agent.simulation.world.World;
import java.util.Optional;

/** O10: in a healthy cluster that nobody writes to, cycles change nothing in the store and begin no work. */
public final class Idle implements Oracle {

    private final long changes;
    private final long works;

    /** Remembers how things are now. */
    public Idle(World world) {
        this.changes = world.storeChanges();
        this.works = world.worksBegun();
    }

    @Override
    public Optional<String> complaint(World world) {
        if (world.storeChanges() != changes) {
            return Optional.of("O10: an idle cluster wrote to the store, at last " + world.lastStoreChange());
        }
        return world.worksBegun() == works
                ? Optional.empty()
                : Optional.of("O10: an agent of an idle cluster began background work");
    }
}
