package io.regent.postgres.directory;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.parameters.GucText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a server's sockets are: {@code unix_socket_directories}, or what PostgreSQL is built with. */
public final class SocketDirectories {

    private static final Pattern COMMA = Pattern.compile(",");

    private SocketDirectories() {}

    /** The directories that exist, in order. */
    public static List<Path> of(PostgresSettings settings) {
        Object configured = settings.parameters().get("unix_socket_directories");
        Stream<String> paths = configured == null
                ? Stream.of("/var/run/postgresql", "/tmp")
                : COMMA.splitAsStream(GucText.of("unix_socket_directories", configured));
        return paths.map(String::strip)
                .filter(path -> path.startsWith("/"))
                .map(Path::of)
                .filter(Files::isDirectory)
                .toList();
    }

    /** The socket in a directory. */
    public static Path socket(Path directory, int port) {
        return directory.resolve(".s.PGSQL." + port);
    }

    /** The file that keeps other servers from using the socket; it begins with the owner's pid. */
    public static Path lockFile(Path directory, int port) {
        return directory.resolve(".s.PGSQL." + port + ".lock");
    }
}
