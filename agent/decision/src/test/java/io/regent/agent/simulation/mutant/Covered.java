package io.regent.agent.simulation.mutant;

import java.util.List;

/**
 * A fault that nobody notices.
 *
 * @param broken what the agent does
 * @param reason what stands against it, so that no promise is broken
 */
public record Covered(String name, String broken, String reason, Experiment experiment) {

    /** All of them. */
    public static List<Covered> all() {
        return CoveredFaults.ALL;
    }

    @Override
    public String toString() {
        return name;
    }
}
