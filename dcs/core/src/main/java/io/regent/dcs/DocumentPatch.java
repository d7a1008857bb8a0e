package io.regent.dcs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How one document of settings is laid over another (CFG-002). Maps are merged, everything else is replaced. */
public final class DocumentPatch {

    private DocumentPatch() {}

    /**
     * The document with the patch applied. A null in the patch removes the key; maps are merged recursively; other
     * values are replaced, unless both read the same as text: {@code 100} and {@code "100"} are no change, and the old
     * one stays. Hence the result equals the document exactly when the patch changes nothing. The order of keys is
     * kept, new ones come last.
     */
    public static Map<String, Object> apply(Map<String, Object> document, Map<String, Object> patch) {
        Map<String, Object> result = new LinkedHashMap<>(document);
        patch.forEach((key, value) -> {
            if (value == null) {
                result.remove(key);
            } else if (value instanceof Map<?, ?> nested) {
                Map<String, Object> below = result.get(key) instanceof Map<?, ?> old ? withTextKeys(old) : Map.of();
                result.put(key, apply(below, withTextKeys(nested)));
            } else {
                Object old = result.get(key);
                result.put(key, old != null && old.toString().equals(value.toString()) ? old : value);
            }
        });
        return Collections.unmodifiableMap(result);
    }

    private static Map<String, Object> withTextKeys(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }
}
