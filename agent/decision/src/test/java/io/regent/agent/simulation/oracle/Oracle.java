package io.regent.agent.simulation.oracle;

import io.regent.agent.simulation.world.World;
import java.util.List;
import java.util.Optional;

/** Something that must hold after every event. */
public interface Oracle {

    /** What is wrong; empty when nothing is. */
    Optional<String> complaint(World world);

    /** Those that look after every event. */
    static List<Oracle> always() {
        return List.of(
                new OneWriter(),
                new AcknowledgedIsDurable(),
                new BoundedLoss(),
                new NoSilentDivergence(),
                new NothingDestroyed(),
                new BoundedLoad(),
                new HonestRouting(),
                new NeverBackwards());
    }
}
