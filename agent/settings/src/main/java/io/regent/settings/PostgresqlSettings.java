package io.regent.settings;

import io.regent.settings.values.HostAndPort;
import io.regent.settings.values.ListenAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

    public PostgresqlSettings {
        binNames = Map.copyOf(binNames);
        overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
    }

    /** What to call to run a PostgreSQL program: its path, or its bare name when {@code PATH} is to be searched. */
    public String program(String usualName) {
        String name = binNames.getOrDefault(usualName, usualName);
        return binDir.map(directory -> directory.resolve(name).toString()).orElse(name);
    }
}
