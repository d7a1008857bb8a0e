package io.regent.settings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is found while one configuration is read, so that all of it can be told at once. A reader goes on after a fault
 * with some value in place of the faulty one; nobody sees it, because {@link #orThrow} and {@link #faults} come first.
 */
final class Problems {

    private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|token)");

    private final Map<String, String> origins;
    private final Set<Fault> faults = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    /**
     * @param origins where settings were read, by path
     */
    Problems(Map<String, String> origins) {
        this.origins = origins;
    }

    void notAllowed(String setting, Object value, String allowed) {
        fault(setting, "%s is not allowed, it must be %s".formatted(shown(setting, value), allowed));
    }

    void missing(String setting, String allowed) {
        fault(setting, "is missing, it must be " + allowed);
    }

    void fault(String setting, String problem) {
        faults.add(new Fault(setting, problem, Optional.ofNullable(origins.get(setting))));
    }

    void warn(String setting, String sentence) {
        String origin = origins.get(setting);
        warnings.add(setting + ": " + sentence + (origin == null ? "" : " (" + origin + ")"));
    }

    void warnAll(List<String> sentences) {
        warnings.addAll(sentences);
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * The value with its warnings, when it can be used.
     *
     * @throws InvalidSettings with all faults when there is one
     */
    <T> Checked<T> orThrow(T value) {
        if (!faults.isEmpty()) {
            throw new InvalidSettings(faults());
        }
        return new Checked<>(value, warnings());
    }

    private static String shown(String setting, Object value) {
        if (SECRET.matcher(setting).matches()) {
            return "the value (not shown)";
        }
        return switch (value) {
            case Map<?, ?> _ -> "a map";
            case List<?> _ -> "a list";
            default -> "'" + value + "'";
        };
    }
}
