package io.regent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL servers that nobody looks after, where agents will look for them later. */
public final class Standalone {

    private static final String HBA = """
            local all all trust
            host replication replicator 127.0.0.1/32 trust
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private Standalone() {}

    /** Makes a primary with the roles of the agents' configuration, and with settings of its own. */
    public static void primary(Node node, String settings) {
        tool("initdb", "-D", node.dataDirectory(), "-U", Sql.USER, "--auth=trust", "--data-checksums", "-N");
        append(node.dataDirectory().resolve("pg_hba.conf"), HBA);
        append(node.dataDirectory().resolve("postgresql.conf"), listen(node) + settings);
        start(node);
        Shell.runUnprivileged(
                        List.of(
                                PostgresBinaries.folder().resolve("psql").toString(),
                                "-h",
                                sockets(node).toString(),
                                "-p",
                                Integer.toString(node.postgresPort()),
                                "-U",
                                Sql.USER,
                                "-v",
                                "ON_ERROR_STOP=1",
                                "-c",
                                roles(),
                                "postgres"),
                        Map.of())
                .orFail();
    }

    /** Makes a standby of a primary, which streams through a slot of that name. */
    public static void standby(Node node, Node primary, String slot) {
        tool(
                "pg_basebackup",
                "-D",
                node.dataDirectory(),
                "-d",
                "host=127.0.0.1 port=%d user=replicator".formatted(primary.postgresPort()),
                "-c",
                "fast",
                "-R",
                "-C",
                "-S",
                slot);
        append(node.dataDirectory().resolve("postgresql.conf"), listen(node));
        start(node);
    }

    private static String roles() {
        return """
            ALTER ROLE %s PASSWORD '%s';
            CREATE ROLE replicator LOGIN REPLICATION PASSWORD 'replication-secret';
            CREATE ROLE rewinder LOGIN PASSWORD 'rewind-secret';
            GRANT EXECUTE ON FUNCTION pg_catalog.pg_ls_dir(text, boolean, boolean) TO rewinder;
            GRANT EXECUTE ON FUNCTION pg_catalog.pg_stat_file(text, boolean) TO rewinder;
            GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_binary_file(text) TO rewinder;
            GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_binary_file(text, bigint, bigint, boolean) TO rewinder;
            """.formatted(Sql.USER, Sql.PASSWORD);
    }

    private static Path sockets(Node node) {
        return node.dataDirectory().resolveSibling(".").normalize();
    }

    private static String listen(Node node) {
        return "listen_addresses = '127.0.0.1'%nport = %d%nunix_socket_directories = '%s'%n"
                .formatted(node.postgresPort(), sockets(node));
    }

    private static void start(Node node) {
        tool("pg_ctl", "start", "-w", "-D", node.dataDirectory(), "-l", node.dataDirectory() + ".standalone.log");
    }

    private static void tool(String name, Object... arguments) {
        var command = new ArrayList<String>();
        command.add(PostgresBinaries.folder().resolve(name).toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Shell.runUnprivileged(command, Map.of()).orFail();
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, Files.readString(file) + "\n" + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
