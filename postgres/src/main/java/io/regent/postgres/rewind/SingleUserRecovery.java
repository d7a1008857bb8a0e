package io.regent.postgres.rewind;

import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.directory.ConfigurationFiles;
import io.regent.postgres.server.Program;
import io.regent.postgres.server.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Replays the log of a crashed server in single-user mode, so that nobody gets in and nothing is archived (HA-206). */
public record SingleUserRecovery(PostgresSettings settings, ConfigurationFiles files) {

    private static final String DATABASE = "template1";

    /**
     * Runs it where no process of the server is alive; a {@code postmaster.pid} is stale then, and would be taken for a living one
     * when its process is still a zombie (IF-003).
     *
     * @throws IOException when the files in the way cannot be removed
     */
    public Outcome run() throws IOException, InterruptedException {
        if (new DataDirectory(settings.dataDir()).hasBackupLabel()) {
            return new Outcome.Failed("a backup_label exists, recovery must begin where the backup did");
        }
        Files.deleteIfExists(new DataDirectory(settings.dataDir()).file("postmaster.pid"));
        files.signalPrimary();
        Program.Result result = new Tools(settings)
                .program(
                        "postgres",
                        List.of(
                                "--single",
                                "-D",
                                settings.dataDir().toString(),
                                "-c",
                                "config_file=" + files.mainFile(),
                                "-c",
                                "archive_mode=on",
                                "-c",
                                "archive_command=false",
                                DATABASE))
                .inOwnLocale()
                .run();
        return result.succeeded()
                ? new Outcome.Done()
                : new Outcome.Failed("recovery in single-user mode: " + result.lastWords());
    }
}
