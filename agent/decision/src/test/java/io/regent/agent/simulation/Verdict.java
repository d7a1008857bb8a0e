package io.regent.agent.simulation;

import io.regent.agent.decision.Rule;
import java.util.Map;
import java.util.Optional;

/**
 * How a simulation ended.
 *
 * @param complaint what was wrong; empty when nothing was
 * @param history what happened, line by line
 * @param fired how often each rule spoke
 */
public record Verdict(Optional<String> complaint, String history, Map<Rule, Integer> fired) {}
