package io.regent.settings.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of an operator's own method, as arguments of its command: {@code --key=value} (HA-097, HA-105). */
public final class MethodArguments {

    private MethodArguments() {}

    /**
     * One argument for each entry, in their order. Booleans are {@code True} and {@code False}, as the scripts in the field expect them.
     *
     * @throws IllegalArgumentException when a value is a list or a map; says which
     */
    public static List<String> of(Map<String, Object> settings) {
        var arguments = new ArrayList<String>();
        settings.forEach((key, value) -> arguments.add("--%s=%s".formatted(key, text(key, value))));
        return List.copyOf(arguments);
    }

    private static String text(String key, Object value) {
        Optional<String> text =
                value instanceof Boolean flag ? Optional.of(flag ? "True" : "False") : ScalarText.of(value);
        return text.orElseThrow(() -> new IllegalArgumentException(
                "%s: %s is not allowed, it must be a text, a number or a boolean".formatted(key, value)));
    }
}
