package io.regent.agent.simulation;

import io.regent.agent.decision.Rule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a simulation ended.
 *
 * @param complaint what was wrong; empty when nothing was
 * @param length how long the cluster lived
 * @param fired how often each rule spoke
 */
record Verdict(Optional<String> complaint, Duration length, Map<Rule, Integer> fired) {}
