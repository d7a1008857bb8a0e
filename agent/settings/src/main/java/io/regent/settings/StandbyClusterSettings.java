package io.regent.settings;

import io.regent.dcs.DynamicConfig;
import io.regent.dcs.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster that this one replicates (CFG-029 to CFG-032).
 *
 * @param hosts where its primary may be, in the order given; empty when the log comes from the archive only
 * @param primarySlotName the replication slot to use there; none is used unless it is named, because nobody creates one
 * @param createReplicaMethods how the standby leader is built, in this order
 * @param restoreCommand on all members
 * @param archiveCleanupCommand on all members
 * @param recoveryMinApplyDelay of the standby leader, as PostgreSQL reads it: a number without a unit is in milliseconds
 */
public record StandbyClusterSettings(
        List<HostPort> hosts,
        Optional<String> primarySlotName,
        List<String> createReplicaMethods,
        Optional<String> restoreCommand,
        Optional<String> archiveCleanupCommand,
        Optional<String> recoveryMinApplyDelay) {

    private static final int POSTGRES = 5432;
    private static final int LAST_PORT = 65535;

    public StandbyClusterSettings {
        hosts = List.copyOf(hosts);
        createReplicaMethods = List.copyOf(createReplicaMethods);
    }

    /** The section as a document of the store has it; empty when there is none, or it cannot be used. */
    public static Optional<StandbyClusterSettings> in(DynamicConfig config) {
        var problems = new Problems(Map.of());
        Optional<StandbyClusterSettings> found = from(new Section("", config.document(), problems));
        return problems.faults().isEmpty() ? found : Optional.empty();
    }

    /** Empty unless at least one of host, port and restore_command is given (HA-151). */
    static Optional<StandbyClusterSettings> from(Section document) {
        Section section = document.section("standby_cluster");
        var settings = new StandbyClusterSettings(
                hosts(section),
                section.text("primary_slot_name"),
                section.lines("create_replica_methods")
                        .or(() -> section.lines("create_replica_method"))
                        .orElse(List.of()),
                section.text("restore_command"),
                section.text("archive_cleanup_command"),
                section.text("recovery_min_apply_delay"));
        section.reportUnknown();
        return settings.hosts.isEmpty() && settings.restoreCommand.isEmpty() ? Optional.empty() : Optional.of(settings);
    }

    /** Hosts and ports are lists with commas, as in a connection string of libpq; one port stands for all hosts. */
    private static List<HostPort> hosts(Section section) {
        Optional<String> host = section.text("host").filter(text -> !text.isBlank());
        Optional<String> port = section.text("port").filter(text -> !text.isBlank());
        if (host.isEmpty() && port.isEmpty()) {
            return List.of();
        }
        List<String> names = List.of(host.orElse("localhost").split(",", -1));
        List<String> ports = List.of(port.orElse(String.valueOf(POSTGRES)).split(",", -1));
        if (ports.size() != 1 && ports.size() != names.size()) {
            section.problems()
                    .notAllowed(section.at("port"), port.orElse(""), "one port, or as many as there are hosts");
            return List.of();
        }
        var hosts = new ArrayList<HostPort>();
        for (int i = 0; i < names.size(); i++) {
            String text = ports.get(ports.size() == 1 ? 0 : i).strip();
            int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
            if (number < 1 || number > LAST_PORT) {
                section.problems().notAllowed(section.at("port"), text, "a port from 1 to 65535");
            } else {
                hosts.add(new HostPort(names.get(i).strip(), number));
            }
        }
        return hosts;
    }
}
