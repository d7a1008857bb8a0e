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
 * {@code ./test sim}: without a seed, as many hours of fresh histories as are wanted, over all processors, and how fast that was;
 * with a seed, that history again, or one of the wanted length.
 */
class SimulationRunTest {

    /** With its recovery a history lasts about 20 minutes: much that is new in an hour, and no story too long to read. */
    private static final Duration ONE_HISTORY = Duration.ofMinutes(16);

    private static final int AN_HOUR = 3;

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
            many(hours * AN_HOUR, nodes);
        } else {
            boolean again = System.getProperty("regent.sim.hours") == null;
            Duration length = again ? ONE_HISTORY : Duration.ofHours(hours);
            System.out.printf("seed %d, %d minutes of faults, %d nodes%n", seed, length.toMinutes(), nodes);
            SimulationTest.assertSound(histories(nodes, length), List.of(seed));
        }
    }

    private static void many(int count, int nodes) {
        long first = new Random().nextInt(1_000_000_000);
        List<Long> seeds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            seeds.add(first + i);
        }
        System.out.printf("seeds %d to %d, %d nodes%n", first, first + count - 1, nodes);
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
