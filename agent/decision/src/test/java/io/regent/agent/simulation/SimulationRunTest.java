package io.regent.agent.simulation;

import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** {@code ./test sim}: one history of the wanted length, from a given seed or from a fresh one. */
class SimulationRunTest {

    static boolean isAskedFor() {
        return List.of("seed", "hours", "nodes").stream()
                .anyMatch(option -> System.getProperty("regent.sim." + option) != null);
    }

    @Test
    @EnabledIf("isAskedFor")
    void the_history_asked_for_keeps_every_promise() {
        long seed = Long.getLong("regent.sim.seed", new Random().nextLong());
        int hours = Integer.getInteger("regent.sim.hours", 1);
        int nodes = Integer.getInteger("regent.sim.nodes", 3);
        System.out.printf("seed %d, %d hours, %d nodes%n", seed, hours, nodes);

        SimulationTest.assertSound(
                new Histories(nodes, Duration.ofHours(hours), EnumSet.allOf(Kind.class), Wiring.whole()),
                List.of(seed));
    }
}
