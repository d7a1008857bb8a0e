package io.regent.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code postgresql} section as it holds for this node, and what the rest of the configuration says about the server.
 *
 * @param memberName becomes the {@code application_name} of the standby (IF-009)
 * @param clusterName becomes {@code cluster_name}
 * @param dataDir the data directory, absolute
 * @param configDir where the configuration files are; the data directory unless set (CFG-091)
 * @param configBaseName {@code postgresql} for {@code postgresql.conf} (CFG-104)
 * @param customConf {@code custom_conf}: the file included instead of {@code postgresql.base.conf} (CFG-168)
 * @param database the database of the agent's own connections (CFG-104)
 * @param pgpass the password file that the agent writes (CFG-086)
 * @param serverLog takes what the server says on its standard output and error, which outlive the agent
 * @param parameters {@code postgresql.parameters} merged from every source: strings, numbers and booleans (CFG-165)
 * @param hbaLines {@code postgresql.pg_hba}; when empty the file is left as it is
 * @param identLines {@code postgresql.pg_ident}; when empty the file is left as it is
 * @param forRoles what is different for a server in a role; see {@link #as}
 * @param useRewind {@code use_pg_rewind}
 * @param useSlots {@code use_slots}
 * @param useUnixSocket the agent's connections go through a socket (CFG-097)
 * @param useUnixSocketForReplication the same for the replication role
 * @param remote the cluster that this one replicates; empty for a cluster of its own
 * @param discardedLogLimit how many bytes of discarded log are kept at the most (LES-076)
 * @param startTimeout {@code pg_ctl_timeout}: how long a start may take before it counts as still under way
 * @param statementTimeout how long the monitoring query may take
 */
public record PostgresSettings(
        String memberName,
        String clusterName,
        Path dataDir,
        Path configDir,
        String configBaseName,
        Optional<Path> customConf,
        Programs programs,
        Listen listen,
        String database,
        Authentication authentication,
        Path pgpass,
        Path serverLog,
        Map<String, Object> parameters,
        List<String> hbaLines,
        List<String> identLines,
        Map<ServerRole, ForRole> forRoles,
        boolean useRewind,
        boolean useSlots,
        boolean useUnixSocket,
        boolean useUnixSocketForReplication,
        Optional<Remote> remote,
        long discardedLogLimit,
        Duration startTimeout,
        Duration statementTimeout) {

    /**
     * The other cluster that this one replicates.
     *
     * @param addresses where its primary may be; empty when the log comes from the archive only
     * @param applyDelay {@code recovery_min_apply_delay} of whoever follows it; a standby of a member has none (HA-152)
     */
    public record Remote(List<Upstream.Address> addresses, Optional<String> applyDelay) {

        public Remote {
            addresses = List.copyOf(addresses);
        }

        /** Whether this is where a standby of the upstream takes its log from; without one it takes it from the archive. */
        public boolean isFollowedBy(Optional<Upstream> upstream) {
            return upstream.map(Upstream::addresses).orElse(List.of()).equals(addresses);
        }
    }

    public PostgresSettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        hbaLines = List.copyOf(hbaLines);
        identLines = List.copyOf(identLines);
        forRoles = Map.copyOf(forRoles);
    }

    /** The same settings with other server parameters. */
    public PostgresSettings withParameters(Map<String, Object> others) {
        return with(others, hbaLines, identLines, forRoles);
    }

    /** The settings of a server in this role; the same ones when nothing is different for any. */
    public PostgresSettings as(ServerRole role) {
        ForRole different = forRoles.getOrDefault(role, new ForRole(Map.of(), Optional.empty(), Optional.empty()));
        var merged = new LinkedHashMap<>(parameters);
        merged.putAll(different.parameters());
        return with(
                merged,
                different.hbaLines().orElse(hbaLines),
                different.identLines().orElse(identLines),
                Map.of());
    }

    private PostgresSettings with(
            Map<String, Object> parameters,
            List<String> hbaLines,
            List<String> identLines,
            Map<ServerRole, ForRole> forRoles) {
        return new PostgresSettings(
                memberName,
                clusterName,
                dataDir,
                configDir,
                configBaseName,
                customConf,
                programs,
                listen,
                database,
                authentication,
                pgpass,
                serverLog,
                parameters,
                hbaLines,
                identLines,
                forRoles,
                useRewind,
                useSlots,
                useUnixSocket,
                useUnixSocketForReplication,
                remote,
                discardedLogLimit,
                startTimeout,
                statementTimeout);
    }
}
