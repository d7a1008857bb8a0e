package io.regent.agent.simulation.mutant;

import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Wiring;
import java.util.Set;

/**
 * Where a mutant lives and what happens to it.
 *
 * @param faults what brings the fault to light
 * @param broken its agents
 * @param sound agents that are the same but for the fault
 */
public record Experiment(int members, Set<Kind> faults, Wiring broken, Wiring sound) {}
