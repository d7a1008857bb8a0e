package io.regent.ctl.command;

import io.regent.ctl.output.YamlText;
import io.regent.ctl.session.Refusal;
import io.regent.dcs.DocumentPatch;
import io.regent.settings.yaml.MalformedYaml;
import io.regent.settings.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes of a document of settings, as they are written on a command line or in a file (CTL-055 to CTL-057). */
final class ConfigChange {

    private ConfigChange() {}

    /** A path and a value: {@code postgresql.use_slots=true}. Without a value the setting is removed. */
    static Map<String, Object> set(Map<String, Object> document, String assignment) {
        return assigned(document, List.of(), assignment);
    }

    /** A parameter of the server and its value; dots belong to the parameter's name. */
    static Map<String, Object> setParameter(Map<String, Object> document, String assignment) {
        return assigned(document, List.of("postgresql", "parameters"), assignment);
    }

    /** The document with another one laid over it; a null removes. */
    static Map<String, Object> patched(Map<String, Object> document, String yaml, String origin) {
        return DocumentPatch.apply(document, document(yaml, origin));
    }

    /** A text as a document of settings. */
    static Map<String, Object> document(String yaml, String origin) {
        return value(yaml, origin) instanceof Map<?, ?> map ? named(map) : notAMap(origin);
    }

    private static Map<String, Object> notAMap(String origin) {
        throw new Refusal(origin + " must hold a map of settings");
    }

    private static Map<String, Object> assigned(Map<String, Object> document, List<String> above, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            String shown = above.isEmpty() ? assignment : String.join(".", above) + "." + assignment;
            throw new Refusal("Invalid parameter setting " + shown);
        }
        String name = assignment.substring(0, equals).strip();
        Object value = value(assignment.substring(equals + 1), "the value of " + name);
        return above.isEmpty()
                ? with(document, List.of(name.split("\\.", -1)), value)
                : with(document, List.of(above.get(0), above.get(1), name), value);
    }

    /** Maps on the way are made where there are none, and go when they are left empty. */
    private static Map<String, Object> with(Map<?, ?> document, List<String> path, @Nullable Object value) {
        var changed = new LinkedHashMap<>(named(document));
        String key = path.getFirst();
        Object below = value;
        if (path.size() > 1) {
            Map<?, ?> inner = changed.get(key) instanceof Map<?, ?> map ? map : Map.of();
            Map<String, Object> filled = with(inner, path.subList(1, path.size()), value);
            below = filled.isEmpty() ? null : filled;
        }
        if (below == null) {
            changed.remove(key);
        } else {
            changed.put(key, below);
        }
        return changed;
    }

    /** The store holds JSON, which knows no dates (CTL-061). */
    private static @Nullable Object value(String yaml, String origin) {
        try {
            Object value = Yaml.read(yaml).value();
            YamlText.firstTimestamp(yaml).ifPresent(time -> {
                throw new Refusal("%s: %s is a date, which the DCS cannot hold; put it in quotes to make it a text"
                        .formatted(origin, time));
            });
            return value;
        } catch (MalformedYaml e) {
            throw new Refusal(origin + " is no YAML: " + e.getMessage());
        }
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        var named = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }
}
