package io.regent.agent.journal;

import io.regent.settings.AgentSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the file of a journal lies: beside the log when that is a file, else where systemd gives a service a place for its state. */
public final class JournalPlace {

    private static final String STATE = "STATE_DIRECTORY";

    private JournalPlace() {}

    /**
     * The path of the file; empty when there is no place for one, and the decisions are kept in memory only.
     *
     * @param environment of the process
     */
    public static Optional<Path> of(AgentSettings settings, Map<String, String> environment) {
        String name = "%s-%s.decisions.jsonl".formatted(settings.path().scope(), settings.name());
        return settings.log()
                .directory()
                .or(() -> Optional.ofNullable(environment.get(STATE))
                        .map(directories -> directories.replaceFirst(":.*", ""))
                        .filter(directory -> !directory.isBlank()))
                .map(Path::of)
                .map(directory -> directory.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_")));
    }
}
