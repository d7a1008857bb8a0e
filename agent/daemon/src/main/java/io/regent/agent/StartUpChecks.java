package io.regent.agent;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.decision.sync.Target;
import io.regent.settings.AgentSettings;
import io.regent.settings.PostgresqlSettings;
import io.regent.settings.UnsupportedSetting;
import io.regent.settings.UnsupportedSetting.Severity;
import io.regent.settings.WatchdogSettings;
import io.regent.watchdog.linux.LinuxWatchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must be right before anything is touched. Each fault names the setting, the value and what is allowed. */
final class StartUpChecks {

    private static final List<String> PROGRAMS =
            List.of("pg_ctl", "initdb", "pg_controldata", "pg_basebackup", "postgres");

    private StartUpChecks() {}

    /** Every fault of the settings on this machine; empty when the agent can start. */
    static List<String> faults(LiveSettings live, Optional<String> searchPath) {
        AgentSettings file = live.file();
        var faults = new ArrayList<String>();
        file.unsupported().stream()
                .filter(setting -> setting.severity() == Severity.ERROR)
                .map(UnsupportedSetting::toString)
                .forEach(faults::add);
        watchdog(file.watchdog(), System.getProperty("os.name", "")).ifPresent(faults::add);
        if (file.name().value().equals(Target.PLACEHOLDER)) {
            faults.add("name: %s is not allowed, it stands for the synchronous standby that is not there"
                    .formatted(Target.PLACEHOLDER));
        }
        programs(file.postgresql(), searchPath, faults);
        dataDirectory(file.postgresql(), faults);
        return faults;
    }

    /** Who requires what this system cannot have would never lead (HA-178). */
    static Optional<String> watchdog(WatchdogSettings wanted, String system) {
        return wanted.mode() == WatchdogSettings.Mode.REQUIRED && !LinuxWatchdog.isPossibleOn(system)
                ? Optional.of(
                        "watchdog.mode: required is not allowed on %s, it must be off or automatic".formatted(system))
                : Optional.empty();
    }

    private static void programs(PostgresqlSettings local, Optional<String> searchPath, List<String> faults) {
        List<Path> directories = local.binDir()
                .map(List::of)
                .orElseGet(() -> searchPath.stream()
                        .flatMap(path -> Stream.of(path.split(":", -1)))
                        .filter(part -> !part.isEmpty())
                        .map(Path::of)
                        .toList());
        List<String> missing = PROGRAMS.stream()
                .map(program -> local.binNames().getOrDefault(program, program))
                .filter(program ->
                        directories.stream().noneMatch(directory -> Files.isExecutable(directory.resolve(program))))
                .toList();
        if (!missing.isEmpty()) {
            String where = local.binDir().map(Path::toString).orElse("not set, PATH is searched");
            faults.add(
                    "postgresql.bin_dir: %s is not allowed, it must be a directory with the executable programs %s; missing: %s"
                            .formatted(where, String.join(", ", PROGRAMS), String.join(", ", missing)));
        }
    }

    private static void dataDirectory(PostgresqlSettings local, List<String> faults) {
        Path directory = local.dataDir();
        if (!Files.exists(directory)) {
            return;
        }
        if (!Files.isDirectory(directory)) {
            faults.add("postgresql.data_dir: %s is not allowed, it must be a directory".formatted(directory));
            return;
        }
        try {
            String owner = Files.getOwner(directory).getName();
            String me = Files.getOwner(Path.of("/proc/self")).getName();
            if (!owner.equals(me)) {
                faults.add(
                        "postgresql.data_dir: %s is not allowed, it belongs to %s and must belong to the agent's user %s"
                                .formatted(directory, owner, me));
            }
        } catch (IOException e) {
            faults.add("postgresql.data_dir: %s is not allowed, it must be readable: %s".formatted(directory, e));
        }
    }
}
