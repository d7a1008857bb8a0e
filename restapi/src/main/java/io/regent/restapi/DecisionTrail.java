package io.regent.restapi;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the agent decided lately.
 *
 * @param entries newest last
 * @param spoken how often each rule spoke since the agent started, by the rule's id
 * @param lastRule the id of the rule that ended the last cycle; empty before the first
 */
public record DecisionTrail(List<DecisionEntry> entries, SortedMap<String, Long> spoken, Optional<String> lastRule) {

    /** Nothing was decided yet. */
    public static final DecisionTrail EMPTY = new DecisionTrail(List.of(), new TreeMap<>(), Optional.empty());

    public DecisionTrail {
        entries = List.copyOf(entries);
        spoken = Collections.unmodifiableSortedMap(new TreeMap<>(spoken));
    }
}
