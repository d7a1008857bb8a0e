package io.regent.restapi.status;

import io.regent.restapi.DecisionEntry;
import io.regent.restapi.DecisionSource;
import io.regent.restapi.NodeIdentity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The body of {@code GET /decisions}. */
public final class DecisionsDocument {

    private DecisionsDocument() {}

    /** The entries that lasted until the given time or longer, newest last. */
    public static Map<String, Object> since(NodeIdentity node, DecisionSource source, Instant since) {
        var document = new LinkedHashMap<String, Object>();
        document.put("member", node.name().value());
        document.put("scope", node.scope());
        document.put("dropped", source.dropped());
        document.put(
                "decisions",
                source.trail().entries().stream()
                        .filter(entry -> !entry.last().isBefore(since))
                        .map(DecisionEntry::json)
                        .toList());
        return document;
    }

    /** The last cycle in full, as the only entry; none before the first. */
    public static Map<String, Object> last(NodeIdentity node, DecisionSource source) {
        var document = new LinkedHashMap<>(since(node, source, Instant.MAX));
        document.put("decisions", source.lastInFull().stream().toList());
        return document;
    }
}
