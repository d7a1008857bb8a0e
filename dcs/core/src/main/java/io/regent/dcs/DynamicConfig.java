package io.regent.dcs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The cluster-wide settings, one JSON object (CFG-001). Unknown keys are kept, in order.
 *
 * @param document nested maps, lists, strings, numbers, booleans and nulls
 */
public record DynamicConfig(Map<String, Object> document) {

    public static final DynamicConfig EMPTY = new DynamicConfig(Map.of());

    public DynamicConfig {
        document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
    }
}
