package io.regent.it.harness;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The real {@code psql}, and so the real libpq. */
public final class Psql {

    private Psql() {}

    /** What a query answers on whichever of the nodes accepts writes. */
    public static String onPrimary(List<Node> nodes, String sql) {
        var hosts = nodes.stream().map(node -> "127.0.0.1").collect(Collectors.joining(","));
        var ports = nodes.stream()
                .map(node -> Integer.toString(node.postgresPort()))
                .collect(Collectors.joining(","));
        return run("host=%s port=%s target_session_attrs=read-write".formatted(hosts, ports), sql);
    }

    /** What a query answers at a port of the loopback interface. */
    public static String at(int port, String sql) {
        return run("host=127.0.0.1 port=" + port, sql);
    }

    private static String run(String target, String sql) {
        var conninfo = target + " user=%s dbname=postgres connect_timeout=2".formatted(Sql.USER);
        return Shell.run(
                        List.of(
                                PostgresBinaries.folder().resolve("psql").toString(),
                                "-XAtq",
                                "-d",
                                conninfo,
                                "-c",
                                sql),
                        Map.of("PGPASSWORD", Sql.PASSWORD))
                .output()
                .strip();
    }
}
