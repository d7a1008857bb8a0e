package io.regent.postgres.sql;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.directory.SocketDirectories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** How the driver is made to use the local server's socket (CFG-097). */
final class UnixSockets {

    private UnixSockets() {}

    /** The socket; empty when the server has none that can be used, so that the network is used instead. */
    static Optional<Path> socket(PostgresSettings settings) {
        List<Path> sockets = SocketDirectories.of(settings).stream()
                .map(directory ->
                        SocketDirectories.socket(directory, settings.listen().port()))
                .toList();
        return sockets.stream().filter(Files::exists).findFirst();
    }

    /** Makes the driver connect through the socket. */
    static void use(Properties properties, Path socket) {
        properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", socket.toString());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
    }
}
