package io.regent.agent.journal;

import io.regent.agent.decision.Explanation;
import io.regent.agent.decision.Finding;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.Sentence;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** A cycle and its explanation as an operator reads it, in JSON. */
final class CycleDocument {

    private CycleDocument() {}

    static SequencedMap<String, Object> of(Cycle cycle, Explanation explanation) {
        var document = new LinkedHashMap<String, Object>();
        document.put("monotonic", cycle.end().view().now());
        document.putAll(step(cycle.end()));
        document.put("steps", cycle.steps().stream().map(CycleDocument::step).toList());
        document.put("facts", explanation.facts());
        document.put("figures", explanation.figures());
        document.put(
                "findings",
                explanation.findings().stream().map(CycleDocument::finding).toList());
        return document;
    }

    private static Map<String, Object> step(Step step) {
        var document = new LinkedHashMap<String, Object>();
        rule(document, step.decision().rule());
        document.put("decision", Sentence.of(step.view(), step.decision()));
        document.put("action", step.decision().action().getClass().getSimpleName());
        return document;
    }

    private static Map<String, Object> finding(Finding finding) {
        var document = new LinkedHashMap<String, Object>();
        document.put("member", finding.about().value());
        document.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
        finding.rule().ifPresent(rule -> rule(document, rule));
        document.put("why", finding.words());
        return document;
    }

    private static void rule(Map<String, Object> document, Rule rule) {
        document.put("rule", rule.id());
        document.put("row", rule.name());
    }
}
