package io.regent.agent.decision;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Why a cycle decided as it did.
 *
 * @param facts the inputs that mattered and stand still while nothing happens, by name
 * @param figures the inputs that move all the time: positions, lags, ages
 * @param findings who was looked at, and what was found
 */
public record Explanation(
        SequencedMap<String, String> facts, SequencedMap<String, String> figures, List<Finding> findings) {

    public Explanation {
        facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
        figures = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(figures));
        findings = List.copyOf(findings);
    }
}
