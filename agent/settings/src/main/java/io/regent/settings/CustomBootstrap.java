package io.regent.settings;

import io.regent.settings.values.MethodArguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way of the operator's own to make a new cluster (CFG-054, CFG-055, HA-097).
 *
 * @param name of the method
 * @param command the words of the program
 * @param takesParameters whether it is told the cluster's name and the data directory, too
 * @param keepsRecovery {@code keep_existing_recovery_conf}: the program has said itself how the server recovers
 * @param recoveryConf how it recovers otherwise; empty for a server that starts as a primary
 * @param arguments everything else of the section, as arguments
 */
public record CustomBootstrap(
        String name,
        List<String> command,
        boolean takesParameters,
        boolean keepsRecovery,
        Map<String, Object> recoveryConf,
        List<String> arguments) {

    private static final String BUILT_IN = "initdb";
    private static final List<String> OWN_KEYS =
            List.of("command", "no_params", "keep_existing_recovery_conf", "recovery_conf", "scope", "datadir");

    public CustomBootstrap {
        command = List.copyOf(command);
        recoveryConf = Collections.unmodifiableMap(new LinkedHashMap<>(recoveryConf));
        arguments = List.copyOf(arguments);
    }

    /** The chosen method; empty for {@code initdb}, and for a method without a command, which is warned about. */
    static Optional<CustomBootstrap> from(Section bootstrap) {
        sections(bootstrap).forEach(bootstrap::has);
        Optional<String> method = bootstrap.text("method").filter(name -> !name.equals(BUILT_IN));
        return method.flatMap(name -> named(name, bootstrap));
    }

    /** The sections of methods that are not chosen are known as well, so that one can be switched to another. */
    private static List<String> sections(Section bootstrap) {
        return bootstrap.keys().stream()
                .filter(key ->
                        bootstrap.values().get(key) instanceof Map<?, ?> section && section.containsKey("command"))
                .toList();
    }

    private static Optional<CustomBootstrap> named(String name, Section bootstrap) {
        Section section = bootstrap.section(name);
        Optional<List<String>> command = Scripts.command(section, "command");
        if (command.isEmpty()) {
            bootstrap
                    .problems()
                    .warn(bootstrap.at("method"), "%s has no section with a command, initdb is used".formatted(name));
            return Optional.empty();
        }
        var others = new LinkedHashMap<>(Maps.withoutNulls(section.values()));
        others.keySet().removeAll(OWN_KEYS);
        return Optional.of(new CustomBootstrap(
                name,
                command.orElseThrow(),
                !section.flag("no_params", false),
                section.flag("keep_existing_recovery_conf", false),
                Maps.withoutNulls(section.map("recovery_conf")),
                arguments(section, others)));
    }

    private static List<String> arguments(Section section, Map<String, Object> others) {
        try {
            return MethodArguments.of(others);
        } catch (IllegalArgumentException e) {
            section.problems().fault(section.at("*"), String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /** The whole command for a cluster and the directory in which it is to be. */
    public List<String> commandFor(String scope, Path dataDir) {
        var words = new ArrayList<>(command);
        if (takesParameters) {
            words.add("--scope=" + scope);
            words.add("--datadir=" + dataDir);
        }
        words.addAll(arguments);
        return List.copyOf(words);
    }
}
