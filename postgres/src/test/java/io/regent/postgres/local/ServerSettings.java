package io.regent.postgres.local;

import io.regent.postgres.Authentication;
import io.regent.postgres.Credentials;
import io.regent.postgres.Listen;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of small servers on the loopback interface, whose passwords can be found wherever they must not be. */
final class ServerSettings {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    static final String CANARY = "canary'\\ :word";
    private static final List<String> HBA = List.of(
            "local all all trust",
            "host all all 127.0.0.1/32 scram-sha-256",
            "host replication all 127.0.0.1/32 scram-sha-256");

    private ServerSettings() {}

    /** A server of its own in a folder. */
    static PostgresSettings of(Path folder, String name, Path programs) throws IOException {
        return of(folder, name, new Programs(Optional.of(programs), Map.of()), folder.resolve(name));
    }

    /** A server of its own in a folder, with its configuration where the caller wants it. */
    static PostgresSettings of(Path folder, String name, Programs programs, Path configuration) throws IOException {
        Path data = folder.resolve(name);
        return new PostgresSettings(
                name,
                "demo",
                data,
                configuration,
                "postgresql",
                Optional.empty(),
                programs,
                new Listen(List.of("127.0.0.1"), freePort()),
                "postgres",
                new Authentication(role("postgres"), role("replicator"), Optional.of(role("rewinder"))),
                folder.resolve(name + ".pgpass"),
                folder.resolve(name + ".log"),
                parameters(folder),
                HBA,
                List.of(),
                Map.of(),
                true,
                true,
                name.equals("b"),
                false,
                Optional.empty(),
                1 << 30,
                START_LIMIT,
                Duration.ofSeconds(5));
    }

    private static Map<String, Object> parameters(Path folder) {
        return Map.of(
                "archive_mode",
                "on",
                "archive_command",
                "test -f %s/archive_is_open && cp %%p %s/archive/%%f".formatted(folder, folder),
                "unix_socket_directories",
                folder.toString(),
                "log_statement",
                "all",
                "fsync",
                false,
                "max_connections",
                100,
                "shared_buffers",
                "16MB");
    }

    private static Credentials role(String name) {
        return new Credentials(Optional.of(name), Optional.of(CANARY), Map.of());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
