package io.regent.postgres.files;

import io.regent.postgres.ProgramOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Options of programs that the agent sets itself. */
public final class RefusedOptions {

    private RefusedOptions() {}

    /** Names the first option that the user may not set, in a sentence; empty when all may be used. */
    public static Optional<String> among(String setting, List<ProgramOption> options, Set<String> refused) {
        return options.stream()
                .filter(option -> refused.contains(option.name()))
                .findFirst()
                .map(option ->
                        "%s: option '%s' is not allowed, the agent sets it itself".formatted(setting, option.name()));
    }
}
