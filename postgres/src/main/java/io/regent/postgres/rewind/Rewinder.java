package io.regent.postgres.rewind;

import io.regent.postgres.ControlData;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState.HalfDone.Work;
import io.regent.postgres.Upstream;
import io.regent.postgres.control.HalfDoneMarker;
import io.regent.postgres.directory.AtomicFile;
import io.regent.postgres.directory.ConfigurationFiles;
import io.regent.postgres.files.ConnectionWords;
import io.regent.postgres.server.Program;
import io.regent.postgres.server.Tools;
import io.regent.postgres.sql.LeaderProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings diverged local data back to a leader's history with {@code pg_rewind} (HA-113 to HA-115). */
public record Rewinder(PostgresSettings settings, ConfigurationFiles files, HalfDoneMarker marker, int majorVersion) {

    private static final int RESTORES_TARGET_WAL = 13;
    private static final int TAKES_CONFIG_FILE = 15;

    /**
     * Rewinds a stopped server. A first run changes nothing and finds what would fail; from the second on the directory is
     * marked until it is complete.
     *
     * @param more further arguments of the operator's (CFG-102)
     * @throws IOException when the marker or a configuration file cannot be written
     */
    public Outcome run(Upstream leader, List<String> more) throws IOException, InterruptedException {
        Outcome ready = prepare(leader);
        if (!(ready instanceof Outcome.Done)) {
            return ready;
        }
        if (marker.work().isEmpty()) {
            Program.Result trial = rewind(
                    leader, Stream.concat(more.stream(), Stream.of("--dry-run")).toList());
            if (!trial.succeeded()) {
                return failed(leader, trial);
            }
        }
        Map<Path, String> configuration = ownConfiguration();
        marker.set(Work.REWIND);
        Program.Result result = rewind(leader, more);
        if (!result.succeeded()) {
            return failed(leader, result);
        }
        for (var file : configuration.entrySet()) {
            AtomicFile.write(file.getKey(), file.getValue(), false);
        }
        marker.clear();
        return new Outcome.Done();
    }

    private Outcome prepare(Upstream leader) throws IOException, InterruptedException {
        Optional<String> notReady = new LeaderProbe(settings).notReadyForRewind(leader);
        if (notReady.isPresent()) {
            return new Outcome.Failed(notReady.get());
        }
        ControlData.State state =
                new Tools(settings).control().map(ControlData::state).orElse(ControlData.State.UNKNOWN);
        return switch (state) {
            case SHUT_DOWN, SHUT_DOWN_IN_RECOVERY -> new Outcome.Done();
            case STARTING_UP, SHUTTING_DOWN, IN_CRASH_RECOVERY, IN_ARCHIVE_RECOVERY, IN_PRODUCTION ->
                marker.work().isPresent() ? new Outcome.Done() : new SingleUserRecovery(settings, files).run();
            case UNKNOWN -> new Outcome.Failed("the local control file cannot be read");
        };
    }

    private Program.Result rewind(Upstream leader, List<String> more) throws InterruptedException {
        var source = ConnectionWords.to(leader, settings.authentication().rewinder(), majorVersion)
                .with("dbname", settings.database())
                .with("options", "-c statement_timeout=0 -c search_path=pg_catalog");
        var arguments = new ArrayList<>(List.of("--target-pgdata=" + settings.dataDir(), "--source-server=" + source));
        arguments.addAll(more);
        if (majorVersion >= RESTORES_TARGET_WAL && settings.parameters().containsKey("restore_command")) {
            if (majorVersion >= TAKES_CONFIG_FILE) {
                arguments.add("--restore-target-wal");
                arguments.add("--config-file=" + files.mainFile());
            } else if (settings.configDir().equals(settings.dataDir())) {
                arguments.add("--restore-target-wal");
            }
        }
        return new Tools(settings)
                .program("pg_rewind", arguments)
                .with(files.passwordsFor(settings.authentication().rewinder()))
                .run();
    }

    /** The files in the data directory that are this node's own and that the leader's would replace. */
    private Map<Path, String> ownConfiguration() throws IOException {
        var contents = new LinkedHashMap<Path, String>();
        Path base = settings.configDir().resolve(settings.configBaseName() + ".base.conf");
        for (Path file : List.of(files.mainFile(), base, files.hbaFile(), files.identFile())) {
            if (Files.isRegularFile(file)) {
                contents.put(file, Files.readString(file));
            }
        }
        return contents;
    }

    private static Outcome failed(Upstream leader, Program.Result result) {
        return new Outcome.Failed("pg_rewind from %s: %s".formatted(leader.name(), result.lastWords()));
    }
}
