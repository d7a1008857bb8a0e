package io.regent.agent.simulation;

import io.regent.agent.decision.Rule;
import java.util.Map;

/** The rules that random histories do not reach, and why. All of them are reached by the decision table. */
final class SilentRules {

    static final Map<Rule, String> REASONS = Map.of();

    private SilentRules() {}
}
