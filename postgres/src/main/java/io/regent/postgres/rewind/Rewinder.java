package io.regent.postgres.rewind;

import io.regent.postgres.ControlData;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState.HalfDone.Work;
import io.regent.postgres.Upstream;
import io.regent.postgres.control.HalfDoneMarker;
import io.regent.postgres.directory.AtomicFile;
import io.regent.postgres.directory.ConfigurationFiles;
import io.regent.postgres.discarded.DiscardedLogs;
import io.regent.postgres.files.ConnectionWords;
import io.regent.postgres.progress.ProgramWords;
import io.regent.postgres.progress.ProgressMeter;
import io.regent.postgres.server.Program;
import io.regent.postgres.server.Tools;
import io.regent.postgres.sql.LeaderProbe;
import io.regent.postgres.sql.Readiness;
import io.regent.postgres.wal.SystemIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings diverged local data back to a leader's history with {@code pg_rewind} (HA-113 to HA-115). */
public record Rewinder(
        PostgresSettings settings,
        ConfigurationFiles files,
        HalfDoneMarker marker,
        int majorVersion,
        ProgressMeter.Run run) {

    private static final Logger LOG = LoggerFactory.getLogger(Rewinder.class);

    private static final int RESTORES_TARGET_WAL = 13;
    private static final int TAKES_CONFIG_FILE = 15;

    /**
     * Rewinds a server for which {@link #prepare} has done its part. A first run changes nothing and finds what would fail; from the second on the directory is
     * marked until it is complete.
     *
     * @param more further arguments of the operator's (CFG-102)
     * @throws IOException when the marker or a configuration file cannot be written
     */
    public Outcome run(Upstream leader, List<String> more) throws IOException, InterruptedException {
        if (marker.work().isEmpty()) {
            Program.Result trial = rewind(
                    leader, Stream.concat(more.stream(), Stream.of("--dry-run")).toList());
            if (!trial.succeeded()) {
                return failed(leader, trial);
            }
            new DiscardedLogs(settings).keepWhatOnlyIsHere(leader, "pg_rewind");
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

    /**
     * Whether the data can be rewound to the leader's at this moment: {@link Outcome.Done} or {@link Outcome.NotReady}. Changes nothing,
     * and may be asked while the server runs.
     */
    public static Outcome sourceReady(PostgresSettings settings, Upstream leader) throws InterruptedException {
        Optional<SystemIdentifier> ours = new Tools(settings).control().map(ControlData::system);
        if (ours.isEmpty()) {
            return new Outcome.Failed("the local control file cannot be read");
        }
        return switch (new LeaderProbe(settings).readyForRewind(leader, ours.get())) {
            case Readiness.Ready _ -> new Outcome.Done();
            case Readiness.NotYet(String reason) -> new Outcome.NotReady(reason);
            case Readiness.Silent(String reason) -> new Outcome.NotReady(reason);
        };
    }

    /**
     * Looks at the leader once more, and replays what a crash left, which a rewind needs (LES-069).
     *
     * @throws IOException when files in the way cannot be removed
     */
    public Outcome prepare(Upstream leader) throws IOException, InterruptedException {
        Outcome ready = sourceReady(settings, leader);
        if (!(ready instanceof Outcome.Done)) {
            return ready;
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

    /** Runs it again as long as it misses a segment that the archive has (LES-071). */
    private Program.Result rewind(Upstream leader, List<String> more) throws InterruptedException {
        Program.Result result = once(leader, more);
        Optional<String> command = Optional.ofNullable(settings.parameters().get("restore_command"))
                .map(Object::toString);
        var fetched = new HashSet<String>();
        Optional<String> missing = MissingSegment.namedIn(result);
        while (!result.succeeded()
                && command.isPresent()
                && missing.filter(fetched::add).isPresent()
                && MissingSegment.fetch(missing.get(), command.get(), settings.dataDir())) {
            LOG.info("pg_rewind missed {}, which is back from the archive", missing.get());
            result = once(leader, more);
            missing = MissingSegment.namedIn(result);
        }
        return result;
    }

    private Program.Result once(Upstream leader, List<String> more) throws InterruptedException {
        var source = ConnectionWords.to(leader, settings.authentication().rewinder(), majorVersion)
                .with("dbname", settings.database())
                .with("options", "-c statement_timeout=0 -c search_path=pg_catalog");
        var arguments = new ArrayList<>(
                List.of("--target-pgdata=" + settings.dataDir(), "--source-server=" + source, "--progress"));
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
                .heardBy(ProgramWords.REWIND.tell(run))
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

    /** It is the source's fault when the source is not what it was any more (LES-073). */
    private Outcome failed(Upstream leader, Program.Result result) throws InterruptedException {
        String reason = "pg_rewind from %s: %s".formatted(leader.name(), result.lastWords());
        return sourceReady(settings, leader) instanceof Outcome.NotReady(String why)
                ? new Outcome.NotReady(reason + "; " + why)
                : new Outcome.Failed(reason);
    }
}
