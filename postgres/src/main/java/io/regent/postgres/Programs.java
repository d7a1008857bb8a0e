package io.regent.postgres;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where PostgreSQL's programs are.
 *
 * @param directory {@code postgresql.bin_dir}; empty for PATH (CFG-092, IF-016)
 * @param names {@code postgresql.bin_name}: other names for programs, by their usual one
 */
public record Programs(Optional<Path> directory, Map<String, String> names) {

    public Programs {
        names = Map.copyOf(names);
    }

    /** The command for a program, given its usual name such as {@code pg_ctl}. */
    public String command(String program) {
        String name = names.getOrDefault(program, program);
        return directory.map(dir -> dir.resolve(name).toString()).orElse(name);
    }
}
