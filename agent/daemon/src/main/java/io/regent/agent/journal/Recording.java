package io.regent.agent.journal;

import io.regent.agent.decision.Decision;
import io.regent.agent.decision.View;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Cycles in a form that can be read back and decided again: the first view whole, then for each step what was learned before
 * it. The cluster's configuration document is withheld, because operators may keep secrets in it; what it sets is among the
 * view's settings.
 */
public final class Recording {

    private static final String TRACE = "trace";
    private static final RecordCodec CODEC = new RecordCodec(Map.of(DynamicConfig.class, DynamicConfig.EMPTY));

    private Recording() {}

    /** The steps of a cycle, from a line of a journal's file; empty for a line that tells of none. */
    public static List<Step> read(String line) {
        Optional<Map<String, Object>> object = Json.parseObject(line);
        return object.map(found -> found.get(TRACE)).map(Recording::steps).orElse(List.of());
    }

    /** The steps under one key, beside which others may stand. */
    static Map<String, Object> of(Cycle cycle) {
        var recorded = new ArrayList<Map<String, Object>>();
        Map<String, Object> known = Map.of();
        for (Step step : cycle.steps()) {
            Map<String, Object> view = object(CODEC.encode(step.view(), View.class));
            var entry = new LinkedHashMap<String, Object>();
            entry.put("learned", learned(known, view));
            entry.put("decision", object(CODEC.encode(step.decision(), Decision.class)));
            recorded.add(entry);
            known = view;
        }
        return Map.of(TRACE, recorded);
    }

    private static List<Step> steps(Object trace) {
        var steps = new ArrayList<Step>();
        var known = new LinkedHashMap<String, Object>();
        for (Object entry : (List<?>) trace) {
            Map<String, Object> step = object(entry);
            object(step.get("learned")).forEach((name, json) -> learn(known, name, json));
            steps.add(new Step((View) CODEC.decode(known, View.class), (Decision)
                    CODEC.decode(step.get("decision"), Decision.class)));
        }
        return steps;
    }

    private static void learn(Map<String, Object> known, String name, @Nullable Object json) {
        if (json == null) {
            known.remove(name);
        } else {
            known.put(name, json);
        }
    }

    /** What is not as it was; null for what is gone. */
    private static Map<String, @Nullable Object> learned(Map<String, Object> before, Map<String, Object> now) {
        var learned = new LinkedHashMap<String, @Nullable Object>();
        var names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        names.stream()
                .filter(name -> !Objects.equals(before.get(name), now.get(name)))
                .forEach(name -> learned.put(name, now.get(name)));
        return learned;
    }

    private static Map<String, Object> object(@Nullable Object json) {
        var object = new LinkedHashMap<String, Object>();
        if (!(json instanceof Map<?, ?> map)) {
            throw new IllegalStateException("no object in a trace: " + json);
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            put(object, String.valueOf(entry.getKey()), entry.getValue());
        }
        return object;
    }

    @SuppressWarnings("NullAway")
    private static void put(Map<String, Object> object, String key, @Nullable Object value) {
        object.put(key, value);
    }
}
