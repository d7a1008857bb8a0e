package io.regent.agent.configuration;

import io.regent.postgres.Authentication;
import io.regent.postgres.Credentials;
import io.regent.postgres.Listen;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Programs;
import io.regent.postgres.Upstream;
import io.regent.settings.AgentSettings;
import io.regent.settings.ClusterSettings;
import io.regent.settings.PostgresqlSettings;
import io.regent.settings.ServerSettings;
import io.regent.settings.StandbyClusterSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings as the local server needs them. */
public final class ServerConfiguration {

    private ServerConfiguration() {}

    /** The server's settings out of everything that is in force. */
    public static PostgresSettings of(LiveSettings live) {
        AgentSettings file = live.file();
        ClusterSettings cluster = live.cluster();
        PostgresqlSettings local = file.postgresql();
        ServerSettings server = cluster.server();
        Map<String, Object> parameters = new LinkedHashMap<>(server.parameters());
        parameters.putAll(server.recoveryConf());
        if (live.standbyFeedback()) {
            parameters.put("hot_standby_feedback", "on");
        }
        cluster.standbyCluster().ifPresent(remote -> {
            remote.restoreCommand().ifPresent(command -> parameters.put("restore_command", command));
            remote.archiveCleanupCommand().ifPresent(command -> parameters.put("archive_cleanup_command", command));
        });
        return new PostgresSettings(
                file.name().value(),
                file.path().scope(),
                local.dataDir(),
                local.configDir(),
                "postgresql",
                server.customConf(),
                new Programs(local.binDir(), local.binNames()),
                new Listen(local.listen().hosts(), local.listen().port()),
                local.database(),
                authentication(local.authentication()),
                local.pgpass(),
                local.dataDir().resolve("postgresql.startup.log"),
                parameters,
                server.pgHba().orElse(List.of()),
                server.pgIdent().orElse(List.of()),
                server.forRoles(),
                server.rewind().enabled(),
                server.useSlots(),
                server.useUnixSocket(),
                server.useUnixSocketForReplication(),
                cluster.standbyCluster().map(ServerConfiguration::remote),
                cluster.regent().discardedWalLimit(),
                server.pgCtlTimeout(),
                statementTimeout(cluster.timing().retryTimeout()));
    }

    private static PostgresSettings.Remote remote(StandbyClusterSettings from) {
        return new PostgresSettings.Remote(
                from.hosts().stream()
                        .map(place -> new Upstream.Address(place.host(), place.port()))
                        .toList(),
                from.recoveryMinApplyDelay());
    }

    /** Half of the time in which a cycle must have its answers. */
    private static Duration statementTimeout(Duration retryTimeout) {
        return retryTimeout.dividedBy(2);
    }

    private static Authentication authentication(io.regent.settings.Authentication from) {
        return new Authentication(
                credentials(from.superuser()),
                credentials(from.replication()),
                from.rewind().map(ServerConfiguration::credentials));
    }

    private static Credentials credentials(io.regent.settings.Credentials from) {
        return new Credentials(from.username(), from.password(), from.options());
    }
}
