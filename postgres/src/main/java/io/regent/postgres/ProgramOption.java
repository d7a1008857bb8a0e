package io.regent.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An option for a program of PostgreSQL, without its dashes.
 *
 * @param value empty for a switch such as {@code data-checksums}
 */
public record ProgramOption(String name, Optional<String> value) {

    /** As one argument: {@code --name} or {@code --name=value}. */
    public String argument() {
        return "--" + name + value.map(text -> "=" + text).orElse("");
    }

    /**
     * Reads the forms of the configuration file: a list of {@code name} and {@code name: value}, or one map in which a true or
     * empty value means a switch, and a false one that the option is left out.
     *
     * @param setting the name for messages, such as {@code bootstrap.initdb}
     * @throws IllegalArgumentException when the value has another form; the text names the setting
     */
    public static List<ProgramOption> listOf(String setting, Object yaml) {
        return switch (yaml) {
            case List<?> entries -> {
                var options = new ArrayList<ProgramOption>();
                for (Object entry : entries) {
                    options.addAll(ofEntry(setting, entry));
                }
                yield List.copyOf(options);
            }
            case Map<?, ?> entries -> ofMap(setting, entries);
            case Object other -> throw refused(setting, other);
        };
    }

    private static List<ProgramOption> ofEntry(String setting, Object entry) {
        return switch (entry) {
            case String name -> List.of(new ProgramOption(withoutDashes(name), Optional.empty()));
            case Map<?, ?> map when map.size() == 1 -> ofMap(setting, map);
            case Object other -> throw refused(setting, other);
        };
    }

    private static List<ProgramOption> ofMap(String setting, Map<?, ?> map) {
        var options = new ArrayList<ProgramOption>();
        map.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw refused(setting, map);
            }
            String option = withoutDashes(text);
            switch (value) {
                case null -> options.add(new ProgramOption(option, Optional.empty()));
                case Boolean wanted -> {
                    if (wanted) {
                        options.add(new ProgramOption(option, Optional.empty()));
                    }
                }
                case String word -> options.add(new ProgramOption(option, Optional.of(word)));
                case Number number -> options.add(new ProgramOption(option, Optional.of(number.toString())));
                case Object other -> throw refused(setting, Map.of(text, other));
            }
        });
        return List.copyOf(options);
    }

    private static String withoutDashes(String name) {
        return name.startsWith("--") ? name.substring(2) : name;
    }

    private static IllegalArgumentException refused(String setting, Object value) {
        return new IllegalArgumentException(
                "%s: %s is not allowed, it must be a list of options or option: value, or a map of them"
                        .formatted(setting, value));
    }
}
