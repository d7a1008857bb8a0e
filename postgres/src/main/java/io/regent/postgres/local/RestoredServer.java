package io.regent.postgres.local;

import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.Credentials;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.directory.AtomicFile;
import io.regent.postgres.directory.ConfigurationFiles;
import io.regent.postgres.parameters.ControlledParameters;
import io.regent.postgres.sql.Queries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/**
 * The first run of a server that the operator's program has restored (HA-098, HA-099, LES-112). It recovers as far as it was told, archives
 * nothing, and lets in nobody but the agent's roles from this host, without a password, for those of the backup may be others. Everything
 * special is on its command line, so that the next start is a usual one.
 */
record RestoredServer(Prepared prepared) {

    private static final String HBA = "regent_bootstrap_hba.conf";

    /** Starts it and waits until it has recovered, however long that takes. */
    Outcome recover(BootstrapPlan.Custom method) throws IOException, InterruptedException {
        ControlledParameters controlled = Configuring.forStandby(prepared);
        ConfigurationFiles files = prepared.files();
        var commandLine = new LinkedHashMap<>(controlled.values());
        commandLine.put("archive_mode", "off");
        commandLine.put("hba_file", hba().toString());
        if (method.keepsRecovery()) {
            files.writeKeepingRecovery(controlled);
        } else {
            files.writeForPrimary(controlled);
            files.signalPrimary();
        }
        if (!method.keepsRecovery() && !method.recovery().isEmpty()) {
            commandLine.putAll(files.signalRecovery(method.recovery()));
            if (method.endsByPromotion()) {
                commandLine.put("hot_standby", "off");
            }
        }
        AtomicFile.write(hba(), access(), false);
        Outcome started = prepared.control().start(files.mainFile(), commandLine);
        return switch (started) {
            case Outcome.Done _, Outcome.StillUnderWay _ ->
                prepared.control().awaitEndOfRecovery(() -> Queries.inRecovery(prepared.settings()));
            case Outcome.Failed _, Outcome.NotReady _, Outcome.Cancelled _ -> started;
        };
    }

    /** Nothing of the first run is left. */
    void cleanUp() throws IOException {
        Files.deleteIfExists(hba());
    }

    private Path hba() {
        return prepared.settings().dataDir().resolve(HBA);
    }

    private String access() {
        PostgresSettings settings = prepared.settings();
        String superuser = role(settings.authentication().superuser());
        String replication = role(settings.authentication().replication());
        var lines = new StringBuilder();
        for (String place :
                new String[] {"local %s %s trust%n", "host %s %s localhost trust%n", "host %s %s samehost trust%n"}) {
            lines.append(place.formatted("all", superuser)).append(place.formatted("replication", replication));
        }
        return lines.toString();
    }

    private static String role(Credentials credentials) {
        return credentials
                .username()
                .map(name -> "\"" + name.replace("\"", "\"\"") + "\"")
                .orElse("all");
    }
}
