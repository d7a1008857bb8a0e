package io.regent.restapi.status;

import io.regent.dcs.Cluster;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.HistoryEntry;
import io.regent.dcs.Member;
import io.regent.dcs.Versioned;
import io.regent.postgres.wal.Lsn;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the DCS says of the cluster: the bodies of {@code GET /cluster} and {@code GET /history} (API-078 to API-085). */
public final class ClusterDocument {

    private static final List<String> COPIED_FIELDS =
            List.of("timeline", "pending_restart", "pending_restart_reason", "scheduled_restart", "tags");

    private ClusterDocument() {}

    /** The members and the modes. */
    public static Map<String, @Nullable Object> of(Cluster cluster, String scope) {
        var modes = ClusterModes.of(cluster);
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put(
                "members",
                cluster.members().stream()
                        .map(member -> member(cluster, member, modes))
                        .toList());
        document.put("scope", scope);
        if (modes.paused()) {
            document.put("pause", true);
        }
        cluster.failover()
                .map(Versioned::value)
                .ifPresent(request -> request.scheduledAt()
                        .ifPresent(at -> document.put("scheduled_switchover", scheduled(request, at))));
        return document;
    }

    /** The timelines that were left behind, each as {@code [timeline, position, reason, timestamp?, new leader?]}. */
    public static List<List<Object>> history(Cluster cluster) {
        return cluster.history().entries().stream().map(ClusterDocument::entry).toList();
    }

    private static List<Object> entry(HistoryEntry entry) {
        var fields = new ArrayList<Object>(
                List.of(entry.timeline().number(), entry.at().position(), entry.reason()));
        entry.timestamp().ifPresent(fields::add);
        entry.timestamp().flatMap(_ -> entry.newLeader()).ifPresent(fields::add);
        return fields;
    }

    private static Map<String, @Nullable Object> member(Cluster cluster, Member member, ClusterModes modes) {
        boolean leads = cluster.isLedBy(member.name());
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("name", member.name().value());
        document.put("role", role(cluster, member, modes));
        document.put("state", state(member, leads && !modes.standbyCluster()));
        document.put("api_url", member.apiUrl().orElse(null));
        member.connUrl().flatMap(ConnectionTarget::of).ifPresent(target -> {
            document.put("host", target.host());
            document.put("port", target.port());
        });
        COPIED_FIELDS.forEach(field -> {
            Object value = member.data().get(field);
            if (value != null) {
                document.put(field, value);
            }
        });
        if (!leads) {
            Lsn leader = cluster.status().optime();
            putPosition(document, "receive_", member.receiveLsn(), leader);
            putPosition(document, "replay_", member.replayLsn(), leader);
            putPosition(document, "", member.walPosition(), leader);
        }
        return document;
    }

    private static String role(Cluster cluster, Member member, ClusterModes modes) {
        if (cluster.isLedBy(member.name())) {
            return modes.standbyCluster() ? "standby_leader" : "leader";
        }
        return SyncRole.of(cluster, member.name(), modes.syncMode())
                .map(SyncRole::flag)
                .orElse("replica");
    }

    /** A standby shows how it replicates; for a leader that says nothing (API-081). */
    private static String state(Member member, boolean isLeader) {
        return member.replicationState()
                .filter(_ -> !isLeader)
                .or(member::state)
                .orElse("");
    }

    private static void putPosition(
            Map<String, @Nullable Object> document, String prefix, Optional<Lsn> position, Lsn leader) {
        document.put(prefix + "lsn", position.<Object>map(Lsn::toString).orElse("unknown"));
        document.put(
                prefix + "lag",
                position.<Object>map(known -> known.bytesBehind(leader)).orElse("unknown"));
    }

    private static Map<String, Object> scheduled(FailoverRequest request, OffsetDateTime at) {
        var document = new LinkedHashMap<String, Object>();
        document.put("at", Timestamps.iso(at));
        request.leader().ifPresent(leader -> document.put("from", leader.value()));
        request.candidate().ifPresent(candidate -> document.put("to", candidate.value()));
        return document;
    }
}
