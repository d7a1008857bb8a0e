package io.regent.restapi.status;

import io.regent.dcs.Cluster;
import io.regent.dcs.MemberRole;
import io.regent.dcs.MemberState;
import io.regent.postgres.PendingRestart;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.WalSender;
import io.regent.restapi.RestartConditions;
import io.regent.restapi.ScheduledRestart;
import io.regent.restapi.StatusSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this node says of itself: the body of {@code GET /patroni} and of the health checks (API-046 to API-064). */
public final class NodeDocument {

    private NodeDocument() {}

    /** The document at the given reading of the monotonic clock. */
    public static Map<String, @Nullable Object> of(StatusSnapshot status, long nowNanos) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        Optional<ServerFacts> facts = status.server().facts();
        document.put("state", status.server().state().map(MemberState::words).orElse("unknown"));
        facts.ifPresent(known -> document.put("postmaster_start_time", Timestamps.spaced(known.postmasterStart())));
        document.put("role", status.server().role().word());
        facts.ifPresent(known -> putServer(document, known));
        SyncRole.of(status, nowNanos).ifPresent(role -> document.put(role.flag(), true));
        putFlags(document, status, nowNanos);
        putNode(document, status);
        return document;
    }

    private static void putServer(Map<String, @Nullable Object> document, ServerFacts facts) {
        document.put("server_version", facts.version());
        document.put(
                "xlog",
                facts.replay()
                        .map(NodeDocument::standbyLocations)
                        .orElseGet(() -> Map.of("location", facts.flushed().position())));
        document.put("timeline", facts.timeline().number());
        facts.replicationState().ifPresent(state -> document.put("replication_state", state));
        if (!facts.senders().isEmpty()) {
            document.put(
                    "replication",
                    facts.senders().stream().map(NodeDocument::sender).toList());
        }
    }

    private static Map<String, @Nullable Object> standbyLocations(ReplayProgress replay) {
        var locations = new LinkedHashMap<String, @Nullable Object>();
        locations.put("received_location", replay.received().position());
        locations.put("replayed_location", replay.replayed().position());
        locations.put(
                "replayed_timestamp",
                replay.replayedAt().map(Timestamps::spaced).orElse(null));
        locations.put("paused", replay.paused());
        return locations;
    }

    private static Map<String, @Nullable Object> sender(WalSender sender) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("usename", sender.user());
        document.put("application_name", sender.applicationName());
        document.put("client_addr", sender.clientAddress().orElse(null));
        document.put("state", sender.state());
        document.put("sync_state", sender.syncState());
        document.put("sync_priority", sender.syncPriority());
        return document;
    }

    private static void putFlags(Map<String, @Nullable Object> document, StatusSnapshot status, long nowNanos) {
        putIf(document, "pause", status.settings().paused());
        putIf(document, "cluster_unlocked", isUnlocked(status, nowNanos));
        putIf(document, "failsafe_mode_is_active", status.safeguards().failsafeActiveAt(nowNanos));
        document.put("dcs_last_seen", status.dcs().lastContact().getEpochSecond());
    }

    /** Whether nobody is known to lead; without a view of the cluster nobody is (API-056). */
    public static boolean isUnlocked(StatusSnapshot status, long nowNanos) {
        return status.dcs().viewAt(nowNanos).flatMap(Cluster::leader).isEmpty();
    }

    private static void putNode(Map<String, @Nullable Object> document, StatusSnapshot status) {
        var node = status.node();
        if (!node.tags().values().isEmpty()) {
            document.put("tags", node.tags().values());
        }
        node.system().ifPresent(system -> document.put("database_system_identifier", system.digits()));
        if (!status.server().pendingRestart().isEmpty()) {
            document.put("pending_restart", true);
            document.put("pending_restart_reason", reasons(status.server().pendingRestart()));
        }
        status.stuck().ifPresent(stuck -> document.put("stuck", stuck.reason()));
        status.progress().ifPresent(progress -> document.put("progress", progress.fields()));
        status.scheduledRestart().ifPresent(restart -> document.put("scheduled_restart", scheduled(restart)));
        putIf(document, "watchdog_failed", status.safeguards().watchdogFailed());
        var product = new LinkedHashMap<String, Object>();
        product.put("version", node.version());
        product.put("scope", node.scope());
        product.put("name", node.name().value());
        document.put("patroni", product);
    }

    private static Map<String, Object> reasons(List<PendingRestart> pending) {
        var reasons = new LinkedHashMap<String, Object>();
        pending.forEach(change -> {
            var values = new LinkedHashMap<String, Object>();
            values.put("old_value", change.oldValue());
            values.put("new_value", change.newValue());
            reasons.put(change.parameter(), values);
        });
        return reasons;
    }

    /** A restart that waits for its time, as it was asked for (API-062). */
    public static Map<String, Object> scheduled(ScheduledRestart restart) {
        RestartConditions conditions = restart.conditions();
        var document = new LinkedHashMap<String, Object>();
        document.put("schedule", Timestamps.iso(restart.at()));
        conditions.role().map(MemberRole::word).ifPresent(role -> document.put("role", role));
        conditions.olderThan().ifPresent(version -> document.put("postgres_version", version.text()));
        conditions.timeout().ifPresent(timeout -> document.put("timeout", timeout.toSeconds()));
        if (conditions.onlyIfPending()) {
            document.put("restart_pending", true);
        }
        return document;
    }

    private static void putIf(Map<String, @Nullable Object> document, String flag, boolean isSet) {
        if (isSet) {
            document.put(flag, true);
        }
    }
}
