package io.regent.settings;

import io.regent.postgres.ForRole;
import io.regent.postgres.ServerRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code postgresql} as it is in force: dynamic document below, local values above (CFG-146).
 *
 * @param parameters by name in lower case, as they are written to {@code postgresql.conf}; those that must be equal on
 *     all nodes come from the dynamic document only; no defaults and no limits applied
 * @param pgHba the lines of {@code pg_hba.conf}; absent when the agent leaves the file alone
 * @param pgIdent the lines of {@code pg_ident.conf}; absent when the agent leaves the file alone
 * @param forRoles what is different for a server in a role: {@code parameters_<role>}, {@code pg_hba_<role>}, {@code pg_ident_<role>}
 *     (CFG-027, CFG-028)
 * @param recoveryConf recovery parameters of a standby, as they are written
 * @param customConf used in place of {@code postgresql.base.conf}
 * @param useSlots whether members get replication slots; from the dynamic document only (CFG-023)
 * @param pgCtlTimeout for start, stop and restart
 */
public record ServerSettings(
        Map<String, String> parameters,
        Optional<List<String>> pgHba,
        Optional<List<String>> pgIdent,
        Map<ServerRole, ForRole> forRoles,
        Map<String, String> recoveryConf,
        Optional<Path> customConf,
        boolean useSlots,
        boolean useUnixSocket,
        boolean useUnixSocketForReplication,
        Duration pgCtlTimeout,
        Rewind rewind,
        ReplicaCreation replicaCreation,
        Scripts scripts) {

    /**
     * What to do with a data directory whose history has diverged (CFG-101, CFG-102).
     *
     * @param enabled whether {@code pg_rewind} may be used
     * @param options further arguments of {@code pg_rewind}, ready to use
     */
    public record Rewind(
            boolean enabled,
            boolean removeDataDirectoryOnFailure,
            boolean removeDataDirectoryOnDivergedTimelines,
            List<String> options) {

        public Rewind {
            options = List.copyOf(options);
        }
    }

    /**
     * How a replica is made.
     *
     * @param methods in the order in which they are tried; never empty
     * @param basebackupOptions further arguments of {@code pg_basebackup}, ready to use (CFG-096)
     * @param programs the operator's own methods, by name
     */
    public record ReplicaCreation(
            List<String> methods, List<String> basebackupOptions, Map<String, ReplicaMethod> programs) {

        public ReplicaCreation {
            methods = List.copyOf(methods);
            basebackupOptions = List.copyOf(basebackupOptions);
            programs = Map.copyOf(programs);
        }

        /** The operator's program of that name; one without a section is a command of that name (HA-105). */
        public ReplicaMethod program(String name) {
            return programs.getOrDefault(name, ReplicaMethod.named(name));
        }

        /** Whether one of the methods needs no server to copy (HA-104). */
        public boolean worksWithoutLeader() {
            return methods.stream()
                    .map(programs::get)
                    .anyMatch(method -> method != null && method.worksWithoutLeader());
        }
    }

    /** Parameters that only the dynamic document may set, because a standby may become the primary (CFG-146). */
    static final Set<String> DYNAMIC_ONLY_PARAMETERS = Set.of(
            "max_connections",
            "max_locks_per_transaction",
            "max_worker_processes",
            "max_prepared_transactions",
            "wal_level",
            "track_commit_timestamp",
            "max_wal_senders",
            "max_replication_slots",
            "wal_keep_segments",
            "wal_keep_size",
            "wal_log_hints");

    /** The maps whose keys are names of parameters, which are the same in any case (CFG-025). */
    static final List<String> PARAMETER_MAPS = Stream.concat(
                    Stream.of("parameters"),
                    Arrays.stream(ServerRole.values()).map(role -> "parameters_" + role.word()))
            .toList();

    private static final Duration DEFAULT_PG_CTL_TIMEOUT = Duration.ofSeconds(60);
    private static final ForRole NOTHING_DIFFERENT = new ForRole(Map.of(), Optional.empty(), Optional.empty());

    static ServerSettings from(Section section) {
        List<String> methods = section.lines("create_replica_methods")
                .or(() -> section.lines("create_replica_method"))
                .filter(list -> !list.isEmpty())
                .orElse(List.of(ReplicaMethod.BASEBACKUP));
        section.know(methods);
        var settings = new ServerSettings(
                section.texts("parameters"),
                section.lines("pg_hba"),
                section.lines("pg_ident"),
                forRoles(section),
                section.texts("recovery_conf"),
                section.text("custom_conf").map(Path::of),
                section.flag("use_slots", true),
                section.flag("use_unix_socket", false),
                section.flag("use_unix_socket_repl", false),
                section.seconds("pg_ctl_timeout", DEFAULT_PG_CTL_TIMEOUT, 1),
                new Rewind(
                        section.flag("use_pg_rewind", false),
                        section.flag("remove_data_directory_on_rewind_failure", false),
                        section.flag("remove_data_directory_on_diverged_timelines", false),
                        CommandOptions.rewind(section)),
                new ReplicaCreation(
                        methods, CommandOptions.basebackup(section), ReplicaMethod.sections(section, methods)),
                Scripts.from(section));
        Unsupported.knowServer(section);
        return settings;
    }

    private static Map<ServerRole, ForRole> forRoles(Section section) {
        var forRoles = new EnumMap<ServerRole, ForRole>(ServerRole.class);
        for (ServerRole role : ServerRole.values()) {
            String parameters = "parameters_" + role.word();
            var changed = new LinkedHashMap<String, Object>(section.texts(parameters));
            for (String name : DYNAMIC_ONLY_PARAMETERS) {
                if (changed.remove(name) != null) {
                    section.problems()
                            .warn(
                                    section.at(parameters) + "." + name,
                                    "has no effect here, it is the same in every role.");
                }
            }
            var different = new ForRole(
                    changed, section.lines("pg_hba_" + role.word()), section.lines("pg_ident_" + role.word()));
            if (!different.equals(NOTHING_DIFFERENT)) {
                forRoles.put(role, different);
            }
        }
        return forRoles;
    }

    public ServerSettings {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        pgHba = pgHba.map(List::copyOf);
        pgIdent = pgIdent.map(List::copyOf);
        forRoles = Map.copyOf(forRoles);
        recoveryConf = Collections.unmodifiableMap(new LinkedHashMap<>(recoveryConf));
    }

    /** Values of parameters can be secrets, {@code primary_conninfo} and {@code ssl_passphrase_command} among them. */
    @Override
    public String toString() {
        return "ServerSettings[parameters=" + parameters.keySet() + ", recoveryConf=" + recoveryConf.keySet()
                + ", useSlots=" + useSlots + ", rewind=" + rewind + ", replicaCreation=" + replicaCreation.methods()
                + "]";
    }
}
