package io.regent.agent.simulation.mutant;

import java.util.List;
import java.util.stream.Stream;

/**
 * An agent that is broken on purpose.
 *
 * @param broken what it does
 * @param oracle which one must complain
 */
public record Mutant(String name, String broken, String oracle, Experiment experiment) {

    /** All that must be caught. */
    public static List<Mutant> all() {
        return Stream.of(
                        LeaseMutants.ALL,
                        FencingMutants.ALL,
                        ElectionMutants.ALL,
                        SyncMutants.ALL,
                        DataMutants.ALL,
                        AgentMutants.ALL)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
