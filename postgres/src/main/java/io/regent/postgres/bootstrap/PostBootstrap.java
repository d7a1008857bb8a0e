package io.regent.postgres.bootstrap;

import io.regent.postgres.Credentials;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.directory.ConfigurationFiles;
import io.regent.postgres.files.Conninfo;
import io.regent.postgres.server.OperatorsProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The operator's program that runs once on a new primary, before anybody else can use the cluster (HA-094, CFG-057). It is told where the
 * server is and who the superuser is; the password is in the file that {@code PGPASSFILE} names.
 *
 * @param socket the directory of the server's socket, when the agent's own connections go through it
 */
public record PostBootstrap(PostgresSettings settings, ConfigurationFiles files, Optional<String> socket) {

    /** Long enough for what loads data; one that never ends would keep the cluster from everybody. */
    private static final Duration LIMIT = Duration.ofHours(24);

    /** Nobody can confirm a commit yet, and the defaults of a role are not meant for this. */
    private static final String OPTIONS = "-c synchronous_commit=local -c statement_timeout=0";

    /**
     * Runs it.
     *
     * @throws IOException when the password file cannot be written
     */
    public Outcome run(List<String> command) throws IOException, InterruptedException {
        Credentials superuser = settings.authentication().superuser();
        String host = socket.orElse(settings.listen().localHost());
        int port = settings.listen().port();
        files.writePasswords(new Upstream("this server", host, port, Optional.empty()), List.of(superuser));
        var environment = new LinkedHashMap<>(files.passwordsFor(superuser));
        environment.put("PGOPTIONS", OPTIONS);
        var words = new ArrayList<>(command);
        words.add(Conninfo.empty()
                .with("host", host)
                .with("port", Integer.toString(port))
                .with("dbname", settings.database())
                .with("user", superuser.username())
                .toString());
        return new OperatorsProgram("post_bootstrap", words, environment, Optional.of(LIMIT)).run();
    }
}
