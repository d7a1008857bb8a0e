package io.regent.restapi;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cycle of the agent that told something new, and those after it that did not.
 *
 * @param first when it was, by the wall clock
 * @param last when it was repeated for the last time
 * @param cycles how many there were of it
 * @param document what was decided and why, the newest numbers of it, as JSON
 */
public record DecisionEntry(Instant first, Instant last, long cycles, Map<String, Object> document) {

    public DecisionEntry {
        document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
    }

    /** The same entry after one more cycle that told nothing new but its numbers. */
    public DecisionEntry again(Instant at, Map<String, Object> newest) {
        return new DecisionEntry(first, at, cycles + 1, newest);
    }

    /** All of it as one JSON object. */
    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("first", first.toString());
        json.put("last", last.toString());
        json.put("cycles", cycles);
        document.forEach(json::putIfAbsent);
        return json;
    }
}
