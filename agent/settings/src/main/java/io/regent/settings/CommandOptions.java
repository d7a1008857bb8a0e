package io.regent.settings;

import io.regent.settings.values.ScalarText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options of a PostgreSQL program, as arguments: a list of flags and one-entry maps, or a map. What the agent decides
 * by itself is left out with a warning.
 */
final class CommandOptions {

    private static final Set<String> INITDB =
            Set.of("pgdata", "username", "pwfile", "pwprompt", "sync-only", "show", "version", "help");
    private static final Set<String> BASEBACKUP = Set.of(
            "pgdata",
            "format",
            "target",
            "gzip",
            "wal-method",
            "xlog-method",
            "write-recovery-conf",
            "dbname",
            "host",
            "port",
            "username",
            "password",
            "no-password",
            "version",
            "help");
    private static final Set<String> REWIND = Set.of(
            "target-pgdata",
            "source-pgdata",
            "source-server",
            "write-recovery-conf",
            "dry-run",
            "restore-target-wal",
            "config-file",
            "no-ensure-shutdown",
            "version",
            "help");

    private final String setting;
    private final Set<String> refused;
    private final Problems problems;
    private final List<String> arguments = new ArrayList<>();

    private CommandOptions(String setting, Set<String> refused, Problems problems) {
        this.setting = setting;
        this.refused = refused;
        this.problems = problems;
    }

    static List<String> initdb(Section bootstrap) {
        return read(bootstrap, "initdb", INITDB);
    }

    static List<String> basebackup(Section postgresql) {
        return read(postgresql, "basebackup", BASEBACKUP);
    }

    static List<String> rewind(Section postgresql) {
        return read(postgresql, "rewind", REWIND);
    }

    private static List<String> read(Section section, String key, Set<String> refused) {
        var options = new CommandOptions(section.at(key), refused, section.problems());
        section.value(key).ifPresent(options::addAll);
        return options.arguments;
    }

    private void addAll(Object value) {
        switch (value) {
            case Map<?, ?> map -> map.forEach(this::add);
            case List<?> list -> list.forEach(this::addItem);
            default -> problems.notAllowed(setting, value, "a list of flags and name: value pairs, or a map");
        }
    }

    private void addItem(@Nullable Object item) {
        if (item instanceof Map<?, ?> map && map.size() == 1) {
            map.forEach(this::add);
        } else if (item instanceof String flag) {
            add(flag, null);
        } else {
            problems.notAllowed(setting, String.valueOf(item), "a list of flags and name: value pairs, or a map");
        }
    }

    private void add(@Nullable Object key, @Nullable Object value) {
        String name = String.valueOf(key);
        if (value != null && ScalarText.of(value).isEmpty()) {
            problems.notAllowed(setting + "." + name, value, "a text, a number or a boolean");
        } else if (refused.contains(name) || compressesHere(name, value)) {
            problems.warn(setting, "%s is left out, the agent decides on it".formatted(name));
        } else if (value == null || value.equals(true) || value.equals("")) {
            arguments.add("--" + name);
        } else if (!value.equals(false)) {
            arguments.add("--" + name + "="
                    + Optional.of(value).flatMap(ScalarText::of).orElseThrow());
        }
    }

    /**
     * A backup that is compressed on this side is no data directory; the server may compress what it sends (CFG-096).
     */
    private static boolean compressesHere(String name, @Nullable Object value) {
        return name.equals("compress") && !String.valueOf(value).startsWith("server-");
    }
}
