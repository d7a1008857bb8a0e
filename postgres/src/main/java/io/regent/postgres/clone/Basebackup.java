package io.regent.postgres.clone;

import io.regent.postgres.ClonePlan;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.PostgresState.HalfDone.Work;
import io.regent.postgres.ProgramOption;
import io.regent.postgres.Upstream;
import io.regent.postgres.control.HalfDoneMarker;
import io.regent.postgres.directory.ConfigurationFiles;
import io.regent.postgres.directory.DirectoryTree;
import io.regent.postgres.files.ConnectionWords;
import io.regent.postgres.files.RefusedOptions;
import io.regent.postgres.server.Program;
import io.regent.postgres.server.Tools;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies a running server with {@code pg_basebackup} (HA-107). */
public record Basebackup(PostgresSettings settings, ConfigurationFiles files, HalfDoneMarker marker, int majorVersion) {

    private static final Logger LOG = LoggerFactory.getLogger(Basebackup.class);

    private static final int ATTEMPTS = 2;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);
    private static final int COMPRESSES_ON_THE_SERVER = 15;

    private static final Set<String> REFUSED = Set.of(
            "pgdata",
            "format",
            "wal-method",
            "xlog-method",
            "gzip",
            "version",
            "dbname",
            "host",
            "port",
            "username",
            "password");

    /** Why the plan cannot be carried out with programs of the version; empty when it can. */
    public static Optional<String> refusal(ClonePlan plan, int majorVersion) {
        return RefusedOptions.among("postgresql.basebackup", plan.basebackup(), REFUSED)
                .or(() -> plan.basebackup().stream()
                        .filter(option -> option.name().equals("compress"))
                        .filter(option -> majorVersion < COMPRESSES_ON_THE_SERVER
                                || !option.value().orElse("").startsWith("server-"))
                        .findFirst()
                        .map(option ->
                                "postgresql.basebackup: compress=%s is not allowed, it must be server-METHOD, from PostgreSQL 15 on"
                                        .formatted(option.value().orElse(""))));
    }

    /**
     * Copies. The data directory is marked as half done from before the first change until the copy is complete, also across
     * a crash of the agent; after a failure or an interrupt it is empty and unmarked.
     *
     * @throws IOException when the marker or the directory cannot be written
     */
    public Outcome run(Upstream source, ClonePlan plan) throws IOException, InterruptedException {
        marker.set(Work.CLONE);
        Program.Result result;
        try {
            result = attempt(source, plan);
            for (int attempt = 2; attempt <= ATTEMPTS && !result.succeeded(); attempt++) {
                LOG.warn("pg_basebackup from {} failed ({}), trying again", source.name(), result.lastWords());
                Thread.sleep(BETWEEN_ATTEMPTS);
                result = attempt(source, plan);
            }
        } catch (InterruptedException e) {
            cleanUp();
            throw e;
        }
        if (!result.succeeded()) {
            cleanUp();
            return new Outcome.Failed("pg_basebackup from %s: %s".formatted(source.name(), result.lastWords()));
        }
        marker.clear();
        return new Outcome.Done();
    }

    private Program.Result attempt(Upstream source, ClonePlan plan) throws IOException, InterruptedException {
        new DirectoryTree(settings.dataDir()).clear();
        var replication = settings.authentication().replication();
        var arguments = new ArrayList<>(List.of(
                "--pgdata=" + settings.dataDir(),
                "--dbname=" + ConnectionWords.to(source, replication, majorVersion),
                "--wal-method=stream",
                "--no-password"));
        plan.basebackup().stream().map(ProgramOption::argument).forEach(arguments::add);
        return new Tools(settings)
                .program("pg_basebackup", arguments)
                .with(files.passwordsFor(replication))
                .run();
    }

    private void cleanUp() throws IOException {
        new DirectoryTree(settings.dataDir()).clear();
        marker.clear();
    }
}
