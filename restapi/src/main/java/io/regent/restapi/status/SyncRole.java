package io.regent.restapi.status;

import io.regent.dcs.Cluster;
import io.regent.dcs.MemberName;
import io.regent.dcs.MemberRole;
import io.regent.dcs.Versioned;
import io.regent.restapi.ClusterSettings.SyncMode;
import io.regent.restapi.StatusSnapshot;
import java.util.Optional;

/** What a standby is to synchronous replication (API-055, API-080). */
public enum SyncRole {
    SYNC_STANDBY("sync_standby"),
    QUORUM_STANDBY("quorum_standby");

    private final String flag;

    SyncRole(String flag) {
        this.flag = flag;
    }

    /** The word in the documents. */
    public String flag() {
        return flag;
    }

    /** The role of this node; empty on a primary and while the view of the cluster is lost. */
    public static Optional<SyncRole> of(StatusSnapshot status, long nowNanos) {
        return status.dcs()
                .viewAt(nowNanos)
                .filter(_ -> status.server().role() == MemberRole.REPLICA)
                .flatMap(cluster ->
                        of(cluster, status.node().name(), status.settings().syncMode()));
    }

    /** The role of a member that does not lead, according to the {@code sync} key and the mode. */
    static Optional<SyncRole> of(Cluster cluster, MemberName member, SyncMode mode) {
        boolean isListed = cluster.sync()
                .map(Versioned::value)
                .filter(sync -> sync.standbys().contains(member))
                .isPresent();
        if (!isListed) {
            return Optional.empty();
        }
        return switch (mode) {
            case OFF -> Optional.empty();
            case ON -> Optional.of(SYNC_STANDBY);
            case QUORUM -> Optional.of(QUORUM_STANDBY);
        };
    }
}
