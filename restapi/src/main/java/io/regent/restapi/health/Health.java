package io.regent.restapi.health;

import io.regent.dcs.Cluster;
import io.regent.dcs.MemberRole;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.Stuck;
import io.regent.restapi.ClusterSettings.SyncMode;
import io.regent.restapi.Quantity;
import io.regent.restapi.StatusSnapshot;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether this node passes a health check at one moment (API-017 to API-036).
 *
 * <p>API-018 wants {@code /primary} to follow the lease alone, LES-120 wants it negative for a server in recovery. Both
 * hold here as far as they agree: the lease is necessary, a server that says it is in recovery is refused because writes
 * would fail there, and a server that says nothing leaves the decision to the lease.
 *
 * @param nowNanos the reading of the monotonic clock at which the request is answered
 */
public record Health(StatusSnapshot status, Query query, long nowNanos) {

    private static final String TAG = "tag_";

    /** Whether the answer is 200; 503 otherwise. */
    public boolean passes(HealthCheck check) {
        return switch (check) {
            case PRIMARY -> leadsPrimary();
            case STANDBY_LEADER -> leadsStandbyCluster();
            case LEADER -> leads();
            case REPLICA -> isReplica() && hasTags();
            case READ_ONLY -> (leadsPrimary() || leadsStandbyCluster() || isReplica()) && hasTags();
            case HEALTH -> status.server().isRunning() && hasTags();
            case SYNC -> isListed(SyncMode.ON) && isReplica() && hasTags();
            case READ_ONLY_SYNC -> servesReadsOrIsListed(SyncMode.ON) && hasTags();
            case ASYNC -> view().isPresent() && isReplica() && !isSynchronous() && hasTags();
            case QUORUM -> isListed(SyncMode.QUORUM) && isReplica() && hasTags();
            case READ_ONLY_QUORUM -> servesReadsOrIsListed(SyncMode.QUORUM) && hasTags();
            case NONE -> false;
        };
    }

    private boolean leads() {
        if (isPausedWithoutView()) {
            return hasRole(MemberRole.PRIMARY) || hasRole(MemberRole.STANDBY_LEADER);
        }
        return status.heartbeat().leadsAt(nowNanos);
    }

    private boolean leadsPrimary() {
        if (isPausedWithoutView()) {
            return hasRole(MemberRole.PRIMARY);
        }
        return leads()
                && !status.settings().standbyCluster()
                && !status.server().saysStandby();
    }

    private boolean leadsStandbyCluster() {
        if (isPausedWithoutView()) {
            return hasRole(MemberRole.STANDBY_LEADER);
        }
        return leads()
                && status.settings().standbyCluster()
                && (hasRole(MemberRole.STANDBY_LEADER) || hasRole(MemberRole.REPLICA));
    }

    /** In pause nobody is demoted for want of a lease, so the server's role decides while the DCS is away (API-035). */
    private boolean isPausedWithoutView() {
        return status.settings().paused() && view().isEmpty();
    }

    private boolean isReplica() {
        return status.server().isRunning()
                && hasRole(MemberRole.REPLICA)
                && !status.node().tags().noloadbalance()
                && !isOnAnotherHistory()
                && isCloseEnough()
                && hasReplicationState();
    }

    /** Reads from it would show what the cluster never had (LES-088). */
    private boolean isOnAnotherHistory() {
        return status.stuck().filter(Stuck::diverged).isPresent();
    }

    private boolean isCloseEnough() {
        var limit = query.value("lag").map(Quantity::bytes);
        return limit.isEmpty()
                || limit.get().isEmpty()
                || ReplayLag.behindLastKnownLeader(status) <= limit.get().getAsLong();
    }

    private boolean hasReplicationState() {
        return query.value("replication_state")
                .map(wanted -> status.server()
                        .facts()
                        .flatMap(ServerFacts::replicationState)
                        .filter(wanted::equals)
                        .isPresent())
                .orElse(true);
    }

    private boolean servesReadsOrIsListed(SyncMode mode) {
        return view().isPresent() && (leadsPrimary() || leadsStandbyCluster() || (isListed(mode) && isReplica()));
    }

    private boolean isSynchronous() {
        return isListed(SyncMode.ON) || isListed(SyncMode.QUORUM);
    }

    private boolean isListed(SyncMode mode) {
        return status.settings().syncMode() == mode
                && view().flatMap(Cluster::sync)
                        .filter(sync ->
                                sync.value().standbys().contains(status.node().name()))
                        .isPresent();
    }

    private boolean hasTags() {
        return query.values().entrySet().stream()
                .filter(parameter -> parameter.getKey().startsWith(TAG))
                .allMatch(parameter -> tagText(parameter.getKey().substring(TAG.length()))
                        .filter(parameter.getValue()::equals)
                        .isPresent());
    }

    private Optional<String> tagText(String tag) {
        Object value = status.node().tags().values().get(tag);
        return Optional.ofNullable(value)
                .map(present -> present instanceof String text
                        ? text
                        : present.toString().toLowerCase(Locale.ROOT));
    }

    private boolean hasRole(MemberRole role) {
        return status.server().hasRole(role);
    }

    private Optional<Cluster> view() {
        return status.dcs().viewAt(nowNanos);
    }
}
