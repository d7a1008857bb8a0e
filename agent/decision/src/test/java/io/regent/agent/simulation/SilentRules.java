package io.regent.agent.simulation;

import io.regent.agent.decision.Rule;
import java.util.Map;

/** The rules that random histories do not reach, and why. All of them are reached by the decision table. */
final class SilentRules {

    private static final String NO_WATCHDOG = "these machines have no watchdog; those of WatchdogSimulationTest have";

    static final Map<Rule, String> REASONS = Map.ofEntries(
            Map.entry(Rule.ARM_WATCHDOG, NO_WATCHDOG),
            Map.entry(Rule.DEMOTE_WITHOUT_WATCHDOG, NO_WATCHDOG),
            Map.entry(Rule.RELEASE_WITHOUT_WATCHDOG, NO_WATCHDOG),
            Map.entry(Rule.STOP_WITHOUT_WATCHDOG, NO_WATCHDOG),
            Map.entry(Rule.WITHOUT_WATCHDOG, NO_WATCHDOG),
            Map.entry(Rule.CLAIM_WITHOUT_WATCHDOG, NO_WATCHDOG),
            Map.entry(Rule.BOOTSTRAP_WITHOUT_WATCHDOG, NO_WATCHDOG));

    private SilentRules() {}
}
