package io.regent.agent.simulation;

import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * {@code ./test sim}: with a seed, one history of the wanted length; without one, as many fresh histories of an hour as are
 * wanted, over all processors, and how fast that was.
 */
class SimulationRunTest {

    private static final Duration ONE_HISTORY = Duration.ofMinutes(54);

    static boolean isAskedFor() {
        return List.of("seed", "hours", "nodes").stream()
                .anyMatch(option -> System.getProperty("regent.sim." + option) != null);
    }

    @Test
    @EnabledIf("isAskedFor")
    void the_histories_asked_for_keep_every_promise() {
        int hours = Integer.getInteger("regent.sim.hours", 1);
        int nodes = Integer.getInteger("regent.sim.nodes", 3);
        if (hours < 1 || nodes < 1 || nodes > 7) {
            throw new IllegalArgumentException(
                    "--hours must be at least 1 and is %d, --nodes must be 1 to 7 and is %d".formatted(hours, nodes));
        }
        Long seed = Long.getLong("regent.sim.seed");
        if (seed == null) {
            many(hours, nodes);
        } else {
            System.out.printf("seed %d, %d hours, %d nodes%n", seed, hours, nodes);
            SimulationTest.assertSound(histories(nodes, Duration.ofHours(hours)), List.of(seed));
        }
    }

    private static void many(int hours, int nodes) {
        long first = new Random().nextInt(1_000_000_000);
        List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < hours; i++) {
            seeds.add(first + i);
        }
        System.out.printf("seeds %d to %d, an hour each, %d nodes%n", first, first + hours - 1, nodes);
        long begun = System.nanoTime();

        var ended = SimulationTest.assertSound(histories(nodes, ONE_HISTORY), seeds);

        double seconds = (System.nanoTime() - begun) / 1e9;
        double lived = ended.stream()
                        .mapToLong(one -> one.verdict().length().toMillis())
                        .sum()
                / 3.6e6;
        System.out.printf("%.0f cluster-hours in %.0f seconds, %.0f a minute%n", lived, seconds, lived / seconds * 60);
    }

    private static Histories histories(int nodes, Duration length) {
        return new Histories(nodes, length, Kind.random(), Wiring.whole());
    }
}
