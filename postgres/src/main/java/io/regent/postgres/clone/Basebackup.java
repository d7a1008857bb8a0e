package io.regent.postgres.clone;

import io.regent.postgres.ClonePlan;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.ProgramOption;
import io.regent.postgres.Upstream;
import io.regent.postgres.directory.ConfigurationFiles;
import io.regent.postgres.directory.DirectoryTree;
import io.regent.postgres.files.ConnectionWords;
import io.regent.postgres.files.RefusedOptions;
import io.regent.postgres.progress.ProgramWords;
import io.regent.postgres.progress.ProgressMeter;
import io.regent.postgres.server.Leftovers;
import io.regent.postgres.server.Program;
import io.regent.postgres.server.Tools;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies a running server with {@code pg_basebackup} (HA-107). The directory is the caller's to mark and to clean. */
public record Basebackup(PostgresSettings settings, ConfigurationFiles files, int majorVersion, ProgressMeter.Run run) {

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

    /** Why the options cannot be used with programs of the version; empty when they can. */
    public static Optional<String> refusal(ClonePlan.Basebackup method, int majorVersion) {
        return RefusedOptions.among("postgresql.basebackup", method.options(), REFUSED)
                .or(() -> method.options().stream()
                        .filter(option -> option.name().equals("compress"))
                        .filter(option -> majorVersion < COMPRESSES_ON_THE_SERVER
                                || !option.value().orElse("").startsWith("server-"))
                        .findFirst()
                        .map(option ->
                                "postgresql.basebackup: compress=%s is not allowed, it must be server-METHOD, from PostgreSQL 15 on"
                                        .formatted(option.value().orElse(""))));
    }

    /**
     * Copies, into a directory that is emptied before each attempt.
     *
     * @throws IOException when the directory cannot be emptied
     */
    public Outcome run(Upstream source, ClonePlan.Basebackup method) throws IOException, InterruptedException {
        Program.Result result = attempt(source, method);
        for (int attempt = 2; attempt <= ATTEMPTS && !result.succeeded(); attempt++) {
            LOG.warn("pg_basebackup from {} failed ({}), trying again", source.name(), result.lastWords());
            Thread.sleep(BETWEEN_ATTEMPTS);
            result = attempt(source, method);
        }
        return result.succeeded()
                ? new Outcome.Done()
                : new Outcome.Failed("pg_basebackup from %s: %s".formatted(source.name(), result.lastWords()));
    }

    private Program.Result attempt(Upstream source, ClonePlan.Basebackup method)
            throws IOException, InterruptedException {
        new DirectoryTree(settings.dataDir()).clear();
        var replication = settings.authentication().replication();
        var arguments = new ArrayList<>(List.of(
                "--pgdata=" + settings.dataDir(),
                "--dbname=" + ConnectionWords.to(source, replication, majorVersion),
                "--wal-method=stream",
                "--no-password",
                "--progress",
                "--verbose"));
        method.options().stream().map(ProgramOption::argument).forEach(arguments::add);
        var environment = new HashMap<>(files.passwordsFor(replication));
        environment.putAll(Leftovers.mark(settings.dataDir()));
        return new Tools(settings)
                .program("pg_basebackup", arguments)
                .with(environment)
                .heardBy(ProgramWords.BASEBACKUP.tell(run))
                .run();
    }
}
