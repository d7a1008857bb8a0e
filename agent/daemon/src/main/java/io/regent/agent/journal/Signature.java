package io.regent.agent.journal;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.Explanation;
import io.regent.agent.decision.Finding;
import io.regent.agent.decision.Rule;
import io.regent.dcs.MemberName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What two cycles have in common between which nothing changed: the same rules on the same facts, the same members refused for the
 * same reasons. Positions and ages do not count.
 */
record Signature(boolean waits, List<Rule> rules, Map<String, String> facts, List<Verdict> verdicts) {

    /** A finding without its numbers. */
    record Verdict(MemberName about, Finding.Verdict verdict, Optional<Rule> rule) {}

    static Signature of(Cycle cycle, Explanation explanation) {
        return new Signature(
                waits(cycle.end().decision().action()),
                cycle.steps().stream().map(step -> step.decision().rule()).toList(),
                explanation.facts(),
                explanation.findings().stream()
                        .map(finding -> new Verdict(finding.about(), finding.verdict(), finding.rule()))
                        .toList());
    }

    private static boolean waits(Action action) {
        return action instanceof Action.Wait || action instanceof Action.LookAgain;
    }

    /** Whether the next cycle has nothing new to tell. */
    boolean isRepeatedBy(Signature next) {
        return waits && equals(next);
    }
}
