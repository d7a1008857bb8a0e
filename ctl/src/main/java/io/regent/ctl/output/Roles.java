package io.regent.ctl.output;

import io.regent.dcs.Cluster;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.Member;
import io.regent.dcs.Versioned;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The words for what members are to the cluster (CTL-029). */
public record Roles(Cluster cluster) {

    /** The word in the column Role. */
    public String of(Member member) {
        if (cluster.isLedBy(member.name())) {
            return isStandbyCluster() ? "Standby Leader" : "Leader";
        }
        boolean isPromised = cluster.sync().stream()
                .flatMap(sync -> sync.value().standbys().stream())
                .anyMatch(standby ->
                        standby.value().equalsIgnoreCase(member.name().value()));
        return isPromised && isSynchronous() ? (isQuorum() ? "Quorum Standby" : "Sync Standby") : "Replica";
    }

    /** Whether the cluster as a whole follows another one. */
    public boolean isStandbyCluster() {
        return setting("standby_cluster")
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .filter(upstream ->
                        Stream.of("host", "port", "restore_command").anyMatch(key -> upstream.get(key) != null))
                .isPresent();
    }

    /** Whether commits wait for standbys that the store names. */
    public boolean isSynchronous() {
        return !isStandbyCluster()
                && (isQuorum()
                        || setting("synchronous_mode").filter(Roles::isOn).isPresent());
    }

    /** Whether the operator has paused the management of the cluster. */
    public boolean isPaused() {
        return setting("pause").filter(Roles::isOn).isPresent();
    }

    private boolean isQuorum() {
        return setting("synchronous_mode")
                .filter(mode -> mode.toString().equalsIgnoreCase("quorum"))
                .isPresent();
    }

    private Optional<Object> setting(String name) {
        return cluster.config()
                .map(Versioned::value)
                .map(DynamicConfig::document)
                .map(document -> document.get(name));
    }

    private static boolean isOn(Object value) {
        return Stream.of("true", "on", "yes", "1").anyMatch(value.toString()::equalsIgnoreCase);
    }
}
