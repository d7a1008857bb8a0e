package io.regent.agent.member;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Standstill;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.dcs.Tags;
import io.regent.postgres.PendingRestart;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.WorkProgress;
import io.regent.settings.PostgresqlSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The record of this member in the store, field by field (HA-005). */
public final class MemberRecord {

    private MemberRecord() {}

    /**
     * What the cycle's view does not tell.
     *
     * @param owesCheckpoint the checkpoint after the promotion is not done yet (HA-011)
     * @param plan the restart that waits for its time
     * @param progress of the work that keeps the server away
     */
    public record Besides(boolean owesCheckpoint, Optional<RestartPlan> plan, Optional<WorkProgress> progress) {}

    /**
     * The fields in the order in which they are written. What does not apply is absent.
     *
     * @param tags as they are published
     */
    public static Map<String, Object> of(View view, LiveSettings settings, Tags tags, String apiUrl, Besides besides) {
        PostgresqlSettings local = settings.file().postgresql();
        var record = new LinkedHashMap<String, Object>();
        record.put("conn_url", connUrl(settings));
        local.proxyAddress()
                .ifPresent(proxy -> record.put("proxy_url", "postgres://" + proxy + "/" + local.database()));
        record.put("api_url", apiUrl);
        record.put("state", ServerWords.state(view).words());
        record.put("role", ServerWords.role(view).word());
        record.put("version", Version.COMPATIBLE);
        if (view.postgres() instanceof PostgresState.Running(ServerFacts facts)) {
            server(record, view, facts);
        }
        Standstill.of(view).ifPresent(stuck -> record.put("stuck", stuck.reason()));
        if (besides.owesCheckpoint()) {
            record.put("checkpoint_after_promote", false);
        }
        besides.progress().ifPresent(progress -> record.put("progress", progress.fields()));
        besides.plan().ifPresent(waiting -> record.put("scheduled_restart", waiting.record()));
        if (!tags.values().isEmpty()) {
            record.put("tags", tags.values());
        }
        if (view.paused()) {
            record.put("pause", true);
        }
        return record;
    }

    /** Where other members and clients find the server. */
    public static String connUrl(LiveSettings settings) {
        PostgresqlSettings local = settings.file().postgresql();
        return "postgres://" + local.connectAddress() + "/" + local.database();
    }

    /** Positions are told only while they are the server's own business: no work but a promotion moves them (HA-009). */
    private static void server(Map<String, Object> record, View view, ServerFacts facts) {
        boolean settled = !(view.work() instanceof BackgroundWork.Running running) || running.task() == Task.PROMOTE;
        if (settled) {
            record.put("xlog_location", facts.position().lsn().position());
            facts.replay().ifPresent(progress -> progress(record, progress));
            facts.replicationState().ifPresent(state -> record.put("replication_state", state));
            record.put("timeline", facts.timeline().number());
        }
        if (!facts.pendingRestart().isEmpty()) {
            record.put("pending_restart", true);
            record.put("pending_restart_reason", reasons(facts.pendingRestart()));
        }
    }

    private static void progress(Map<String, Object> record, ReplayProgress progress) {
        record.put("receive_lsn", progress.received().position());
        record.put("replay_lsn", progress.replayed().position());
    }

    private static Map<String, Object> reasons(List<PendingRestart> pending) {
        var reasons = new LinkedHashMap<String, Object>();
        pending.forEach(change -> reasons.put(
                change.parameter(), Map.of("old_value", change.oldValue(), "new_value", change.newValue())));
        return reasons;
    }
}
