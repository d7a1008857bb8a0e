package io.regent.settings;

import io.regent.settings.values.HostAndPort;
import io.regent.settings.values.ListenAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The part of the section {@code postgresql} that only the node itself can know (CFG-148). What may also come from the
 * dynamic document is in {@link ServerSettings}.
 *
 * @param proxyAddress a connection pool beside the server, published and otherwise unused
 * @param configDir the data directory unless given
 * @param binDir absent when the programs are found by {@code PATH} (CFG-092)
 * @param binNames other names of programs, by their usual name
 * @param pgpass the password file that the agent writes
 * @param database what the agent connects to
 * @param overrides the local values of what the dynamic document may set as well; they win (CFG-146)
 */
public record PostgresqlSettings(
        ListenAddress listen,
        HostAndPort connectAddress,
        Optional<HostAndPort> proxyAddress,
        Path dataDir,
        Path configDir,
        Optional<Path> binDir,
        Map<String, String> binNames,
        Path pgpass,
        String database,
        Authentication authentication,
        Map<String, Object> overrides) {

    /** What only the node itself can know; of no effect in the dynamic document. */
    static final List<String> LOCAL_ONLY = List.of(
            "listen",
            "connect_address",
            "proxy_address",
            "data_dir",
            "config_dir",
            "bin_dir",
            "bin_name",
            "pgpass",
            "database",
            "authentication");

    private static final int DEFAULT_PORT = 5432;
    private static final HostAndPort UNKNOWN = new HostAndPort("*", DEFAULT_PORT);
    private static final List<String> PROGRAMS =
            List.of("pg_ctl", "initdb", "pg_controldata", "pg_basebackup", "postgres", "pg_isready", "pg_rewind");

    static PostgresqlSettings from(Section section) {
        Path dataDir = Path.of(section.requiredText("data_dir", "the path of the data directory"));
        section.requiredText("connect_address", "host:port, as other members and applications reach it");
        return new PostgresqlSettings(
                listen(section),
                section.address("connect_address", OptionalInt.of(DEFAULT_PORT), UNKNOWN),
                section.has("proxy_address")
                        ? Optional.of(section.address("proxy_address", OptionalInt.of(DEFAULT_PORT), UNKNOWN))
                        : Optional.empty(),
                dataDir,
                section.text("config_dir").map(Path::of).orElse(dataDir),
                section.text("bin_dir").map(Path::of),
                binNames(section.section("bin_name")),
                section.text("pgpass")
                        .map(Path::of)
                        .orElseGet(() -> dataDir.resolveSibling(dataDir.getFileName() + ".pgpass")),
                section.text("database").orElse("postgres"),
                Authentication.from(section),
                Maps.without(section.values(), LOCAL_ONLY));
    }

    private static ListenAddress listen(Section section) {
        String text = section.requiredText("listen", "host:port or host,host:port");
        Optional<ListenAddress> listen = ListenAddress.parse(text, OptionalInt.of(DEFAULT_PORT));
        if (listen.isEmpty()) {
            section.problems()
                    .notAllowed(section.at("listen"), text, "host:port or host,host:port with a port from 1 to 65535");
        }
        return listen.orElse(new ListenAddress(List.of("*"), DEFAULT_PORT));
    }

    private static Map<String, String> binNames(Section section) {
        Map<String, String> names = new LinkedHashMap<>();
        section.text("pgcontroldata").ifPresent(name -> names.put("pg_controldata", name));
        PROGRAMS.forEach(program -> section.text(program).ifPresent(name -> names.put(program, name)));
        section.reportUnknown();
        return names;
    }

    public PostgresqlSettings {
        binNames = Map.copyOf(binNames);
        overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
    }

    /** Values of parameters can be secrets. */
    @Override
    public String toString() {
        return "PostgresqlSettings[listen=%s, connectAddress=%s, dataDir=%s, authentication=%s, overrides=%s]"
                .formatted(listen, connectAddress, dataDir, authentication, overrides.keySet());
    }

    /** What to call to run a PostgreSQL program: its path, or its bare name when {@code PATH} is to be searched. */
    public String program(String usualName) {
        String name = binNames.getOrDefault(usualName, usualName);
        return binDir.map(directory -> directory.resolve(name).toString()).orElse(name);
    }
}
