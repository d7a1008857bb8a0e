package io.regent.postgres.sql;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.parameters.GucText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** Where the server's sockets are, and how the driver is made to use one (CFG-097). */
final class UnixSockets {

    private static final Path BUILT_IN = Path.of("/var/run/postgresql");
    private static final Path BUILT_IN_UPSTREAM = Path.of("/tmp");
    private static final Pattern COMMA = Pattern.compile(",");

    private UnixSockets() {}

    /** The first directory of {@code unix_socket_directories} that exists, or else one that PostgreSQL is built with. */
    static Optional<Path> directory(PostgresSettings settings) {
        Object configured = settings.parameters().get("unix_socket_directories");
        if (configured == null) {
            String file = fileName(settings.listen().port());
            return Arrays.asList(BUILT_IN, BUILT_IN_UPSTREAM).stream()
                    .filter(directory -> Files.exists(directory.resolve(file)))
                    .findFirst();
        }
        return COMMA.splitAsStream(GucText.of("unix_socket_directories", configured))
                .map(String::strip)
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** Makes the driver connect through the socket in the directory. */
    static void use(Properties properties, Path directory, int port) {
        properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
        properties.setProperty(
                "socketFactoryArg", directory.resolve(fileName(port)).toString());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
    }

    private static String fileName(int port) {
        return ".s.PGSQL." + port;
    }
}
