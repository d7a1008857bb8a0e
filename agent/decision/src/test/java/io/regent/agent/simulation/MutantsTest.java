package io.regent.agent.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.simulation.mutant.Covered;
import io.regent.agent.simulation.mutant.Experiment;
import io.regent.agent.simulation.mutant.Mutant;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: the oracles are not blind (docs/simulation.md, "Mutants"). Method: agents that are broken in one way each; the first seed
 * in which the right oracle complains is enough. The same history must be sound when
 * nothing is broken.
 */
class MutantsTest {

    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final long SEEDS = 20;
    private static final long COVERED_SEEDS = 3;

    private static final Map<Mutant, Verdict> CAUGHT = new HashMap<>();

    @BeforeAll
    static void runAllSideBySide() throws ExecutionException, InterruptedException {
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var trials = new HashMap<Mutant, Future<Optional<Verdict>>>();
            for (Mutant mutant : Mutant.all()) {
                trials.put(mutant, threads.submit(() -> trial(mutant)));
            }
            for (var trial : trials.entrySet()) {
                trial.getValue().get().ifPresent(caught -> CAUGHT.put(trial.getKey(), caught));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void a_mutant_is_caught_by_its_oracle(Mutant mutant) {
        assertThat(CAUGHT).describedAs(mutant.broken()).containsKey(mutant);
    }

    @ParameterizedTest
    @MethodSource("covered")
    void a_covered_fault_breaks_no_promise(Covered fault) {
        Histories histories = histories(fault.experiment(), fault.experiment().broken());

        List<String> complaints = LongStream.rangeClosed(1, COVERED_SEEDS)
                .mapToObj(histories::of)
                .flatMap(verdict -> verdict.complaint().stream())
                .toList();

        assertThat(complaints).describedAs(fault.reason()).isEmpty();
    }

    static List<Mutant> mutants() {
        return Mutant.all();
    }

    static List<Covered> covered() {
        return Covered.all();
    }

    private static Optional<Verdict> trial(Mutant mutant) {
        Experiment experiment = mutant.experiment();
        Histories broken = histories(experiment, experiment.broken());
        for (long seed = 1; seed <= SEEDS; seed++) {
            Verdict verdict = broken.of(seed);
            boolean caught = verdict.complaint()
                    .filter(what -> what.startsWith(mutant.oracle() + ":"))
                    .isPresent();
            if (caught && isSound(experiment, seed)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    /** Whether it takes the fault to break a promise in the history of this seed. */
    private static boolean isSound(Experiment experiment, long seed) {
        return histories(experiment, experiment.sound()).of(seed).complaint().isEmpty();
    }

    private static Histories histories(Experiment experiment, Wiring wiring) {
        return new Histories(experiment.members(), LENGTH, experiment.faults(), wiring);
    }
}
