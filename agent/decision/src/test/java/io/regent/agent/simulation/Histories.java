package io.regent.agent.simulation;

import io.regent.agent.simulation.fault.Fault;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.fault.Plan;
import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Runs clusters from seeds, several at a time, and makes failing ones short.
 *
 * @param members how many
 * @param length how long faults happen
 * @param kinds what may happen
 */
record Histories(int members, Duration length, Set<Kind> kinds, Wiring wiring) {

    /** A seed and how its history ended. */
    record Ended(long seed, Verdict verdict) {}

    /** How the history of one seed ends. */
    Verdict of(long seed) {
        return simulation(seed, plan(seed)).run();
    }

    /** The whole history of one seed. */
    String story(long seed) {
        return story(seed, plan(seed));
    }

    /** How the histories of all seeds end, as many at a time as there are processors. */
    List<Ended> all(Collection<Long> seeds) {
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<Ended>> futures = seeds.stream()
                    .map(seed -> threads.submit(() -> new Ended(seed, of(seed))))
                    .toList();
            var ended = new ArrayList<Ended>();
            for (Future<Ended> future : futures) {
                ended.add(future.get());
            }
            return ended;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is needed to understand and to repeat a failure: the seed, the few faults it takes, and what happened then. */
    String explain(long seed) {
        Plan shortest = shortest(seed);
        return "seed %d, %d nodes, %d minutes of faults: %s%n%n%d of %d faults are enough:%n%s%n%s"
                .formatted(
                        seed,
                        members,
                        length.toMinutes(),
                        simulation(seed, shortest).run().complaint().orElse("nothing is wrong"),
                        shortest.faults().size(),
                        plan(seed).faults().size(),
                        shortest,
                        story(seed, shortest));
    }

    /** The faults that are enough for a complaint: halves, quarters and single ones are left out while there still is one. */
    Plan shortest(long seed) {
        Plan plan = plan(seed);
        for (int chunk = Math.max(1, plan.faults().size() / 2); chunk > 0; chunk /= 2) {
            for (int from = 0; from < plan.faults().size(); ) {
                var fewer = new ArrayList<Fault>(plan.faults());
                fewer.subList(from, Math.min(fewer.size(), from + chunk)).clear();
                if (simulation(seed, plan.with(fewer)).run().complaint().isPresent()) {
                    plan = plan.with(fewer);
                } else {
                    from += chunk;
                }
            }
        }
        return plan;
    }

    private Plan plan(long seed) {
        List<MemberName> names = IntStream.rangeClosed(1, members)
                .mapToObj(number -> new MemberName("pg-" + number))
                .toList();
        return Plan.byChance(seed, length, names, kinds);
    }

    private String story(long seed, Plan plan) {
        Simulation simulation = simulation(seed, plan);
        simulation.run();
        return simulation.story();
    }

    private Simulation simulation(long seed, Plan plan) {
        return new Simulation(seed, members, plan, wiring);
    }
}
