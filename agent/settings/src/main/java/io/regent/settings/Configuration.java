package io.regent.settings;

import io.regent.settings.yaml.MalformedYaml;
import io.regent.settings.yaml.Yaml;
import io.regent.settings.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The local configuration before anybody has made sense of it: what the files say, with the environment above them.
 *
 * @param document nested maps, lists and values, unknown keys included, in the order of the files
 * @param origins where each setting was read, by its path: {@code postgresql.listen}
 */
public record Configuration(Map<String, Object> document, Map<String, String> origins) {

    /** Holds a whole configuration as YAML, in place of a file (CFG-129). */
    static final String WHOLE = "PATRONI_CONFIGURATION";

    public Configuration {
        document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
        origins = Map.copyOf(origins);
    }

    /** Values can be passwords. */
    @Override
    public String toString() {
        return "Configuration" + document.keySet();
    }

    /**
     * Reads a file, or all {@code *.yml} and {@code *.yaml} of a directory in the order of their names, a later file
     * over an earlier one (CFG-150); without either the variable {@code PATRONI_CONFIGURATION}. Except beside that
     * variable, single variables of the environment win over files (CFG-128).
     *
     * @param environment the variables of the process
     * @throws InvalidSettings when a file cannot be read or is no map, or when there is no configuration at all
     */
    public static Checked<Configuration> load(Optional<Path> source, Map<String, String> environment) {
        Optional<String> whole = Optional.ofNullable(environment.get(WHOLE)).filter(text -> !text.isBlank());
        if (source.isPresent() && (whole.isEmpty() || Files.exists(source.get()))) {
            var layers = new Layers();
            files(source.get()).forEach(file -> layers.add(text(file), file.toString()));
            layers.add(environment);
            return layers.merged();
        }
        var layers = new Layers();
        source.ifPresent(missing -> layers.warn("%s does not exist, %s is used".formatted(missing, WHOLE)));
        if (whole.isPresent()) {
            layers.add(whole.get(), WHOLE);
        } else if (!layers.add(environment)) {
            throw invalid(
                    "configuration",
                    "none: name a file or a directory, or set " + WHOLE + " or other PATRONI_ variables");
        }
        return layers.merged();
    }

    /** What the environment alone says, which may be nothing. */
    static Checked<Configuration> ofEnvironment(Map<String, String> environment) {
        if (!environment.getOrDefault(WHOLE, "").isBlank()) {
            return load(Optional.empty(), environment);
        }
        var layers = new Layers();
        layers.add(environment);
        return layers.merged();
    }

    private static List<Path> files(Path source) {
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (Stream<Path> entries = Files.list(source)) {
            List<Path> files = entries.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw invalid(source.toString(), "holds no file *.yml or *.yaml");
            }
            return files;
        } catch (IOException e) {
            throw invalid(source.toString(), "cannot be read: " + e);
        }
    }

    private static String text(Path file) {
        if (!Files.exists(file)) {
            throw invalid(file.toString(), "does not exist");
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw invalid(file.toString(), "cannot be read: " + e);
        }
    }

    private static InvalidSettings invalid(String what, String problem) {
        return new InvalidSettings(List.of(new Fault(what, problem, Optional.empty())));
    }

    /** The documents read so far, one over the other. */
    private static final class Layers {

        private Map<String, Object> document = Map.of();
        private final Map<String, String> origins = new LinkedHashMap<>();
        private final List<String> warnings = new ArrayList<>();

        void warn(String warning) {
            warnings.add(warning);
        }

        void add(String text, String origin) {
            YamlDocument read;
            try {
                read = Yaml.read(text);
            } catch (MalformedYaml e) {
                throw invalid(origin, "is no YAML: " + e.getMessage());
            }
            if (!(read.value() instanceof Map<?, ?> map)) {
                throw invalid(origin, read.value() == null ? "is empty" : "must be a map of settings at its top");
            }
            document = Maps.overlaid(document, map);
            read.lines().forEach((path, line) -> origins.put(path, origin + ", line " + line));
            read.warnings().forEach(warning -> warnings.add(origin + ": " + warning));
        }

        /** Lays the single variables above; an empty one counts as not set. Whether there was any. */
        boolean add(Map<String, String> environment) {
            boolean any = false;
            for (EnvironmentVariable variable : EnvironmentVariables.ALL) {
                String text = environment.getOrDefault(variable.name(), "");
                if (!text.isBlank()) {
                    any = true;
                    document = Maps.with(document, variable.path(), variable.value(text));
                    origins.put(String.join(".", variable.path()), "environment variable " + variable.name());
                }
            }
            return any;
        }

        Checked<Configuration> merged() {
            return new Checked<>(new Configuration(document, origins), warnings);
        }
    }
}
