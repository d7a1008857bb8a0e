package io.regent.postgres.bootstrap;

import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.Credentials;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.ProgramOption;
import io.regent.postgres.files.RefusedOptions;
import io.regent.postgres.server.Program;
import io.regent.postgres.server.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/** Makes a database cluster with {@code initdb} (HA-091). */
public record Initdb(PostgresSettings settings) {

    private static final Set<String> REFUSED = Set.of("pgdata", "nosync", "no-sync", "pwfile", "sync-only", "version");

    /** Why the options cannot be carried out; empty when it can. */
    public static Optional<String> refusal(BootstrapPlan.Initdb method) {
        return RefusedOptions.among("bootstrap.initdb", method.options(), REFUSED);
    }

    /**
     * Runs it. The superuser's password goes through a file that only the owner reads, and that is removed.
     *
     * @throws IOException when that file cannot be written
     */
    public Outcome run(BootstrapPlan.Initdb method) throws IOException, InterruptedException {
        Credentials superuser = settings.authentication().superuser();
        Optional<Path> passwordFile = passwordFile(superuser);
        try {
            var arguments = new ArrayList<String>();
            arguments.add("--pgdata=" + settings.dataDir());
            superuser.username().ifPresent(user -> arguments.add("--username=" + user));
            passwordFile.ifPresent(file -> arguments.add("--pwfile=" + file));
            method.options().stream()
                    .filter(option ->
                            superuser.username().isEmpty() || !option.name().equals("username"))
                    .map(ProgramOption::argument)
                    .forEach(arguments::add);
            Program.Result result = new Tools(settings)
                    .program("initdb", arguments)
                    .inOwnLocale()
                    .run();
            return result.succeeded() ? new Outcome.Done() : new Outcome.Failed("initdb: " + result.lastWords());
        } finally {
            if (passwordFile.isPresent()) {
                Files.deleteIfExists(passwordFile.get());
            }
        }
    }

    private static Optional<Path> passwordFile(Credentials superuser) throws IOException {
        Optional<String> password = superuser.password().filter(text -> !text.isEmpty());
        if (password.isEmpty()) {
            return Optional.empty();
        }
        Path file = Files.createTempFile(
                "regent-", ".pw", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password.get() + "\n");
        return Optional.of(file);
    }
}
