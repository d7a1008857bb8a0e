package io.regent.postgres.rewind;

import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.files.ConfigurationFiles;
import io.regent.postgres.server.Program;
import io.regent.postgres.server.Tools;
import java.io.IOException;
import java.util.List;

/** Replays the log of a crashed server in single-user mode, so that nobody gets in and nothing is archived (HA-206). */
public record SingleUserRecovery(PostgresSettings settings, ConfigurationFiles files) {

    private static final String DATABASE = "template1";

    /**
     * Runs it on a stopped server.
     *
     * @throws IOException when the signal files cannot be removed
     */
    public Outcome run() throws IOException, InterruptedException {
        if (new DataDirectory(settings.dataDir()).hasBackupLabel()) {
            return new Outcome.Failed("a backup_label exists, recovery must begin where the backup did");
        }
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
