package io.regent.settings;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Changes to nested maps, as new maps. The order of keys is kept. */
final class Maps {

    private Maps() {}

    static Map<String, Object> withTextKeys(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }

    /** The document with one value put at a path; what is in the way and no map is replaced. */
    static Map<String, Object> with(Map<String, Object> document, List<String> path, Object value) {
        Map<String, Object> result = new LinkedHashMap<>(document);
        String key = path.getFirst();
        if (path.size() == 1) {
            result.put(key, value);
        } else {
            Map<String, Object> below = result.get(key) instanceof Map<?, ?> map ? withTextKeys(map) : Map.of();
            result.put(key, with(below, path.subList(1, path.size()), value));
        }
        return result;
    }

    /** One document over another: maps are merged, everything else is replaced, also by nothing. */
    static Map<String, Object> overlaid(Map<String, Object> below, Map<?, ?> above) {
        Map<String, Object> result = new LinkedHashMap<>(below);
        withTextKeys(above).forEach((key, value) -> {
            if (value instanceof Map<?, ?> over && result.get(key) instanceof Map<?, ?> under) {
                result.put(key, overlaid(withTextKeys(under), over));
            } else {
                result.put(key, value);
            }
        });
        return result;
    }

    static Map<String, Object> without(Map<String, Object> map, Collection<String> keys) {
        Map<String, Object> result = new LinkedHashMap<>(map);
        result.keySet().removeAll(keys);
        return result;
    }

    static Map<String, String> withoutKey(Map<String, String> map, String key) {
        Map<String, String> result = new LinkedHashMap<>(map);
        result.remove(key);
        return result;
    }

    /** Two spellings of a key become one; the later one counts. */
    static Map<String, Object> withLowerCaseKeys(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key).toLowerCase(Locale.ROOT), value));
        return result;
    }

    /** Nested keys without a value left out (LES-116). */
    static Map<String, Object> withoutNulls(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                result.put(String.valueOf(key), value instanceof Map<?, ?> nested ? withoutNulls(nested) : value);
            }
        });
        return result;
    }
}
