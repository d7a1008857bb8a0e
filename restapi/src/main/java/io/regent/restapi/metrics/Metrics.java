package io.regent.restapi.metrics;

import io.regent.dcs.MemberRole;
import io.regent.dcs.MemberState;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.WorkProgress;
import io.regent.postgres.WorkProgress.Amount;
import io.regent.postgres.wal.Lsn;
import io.regent.restapi.DecisionTrail;
import io.regent.restapi.Heartbeat;
import io.regent.restapi.StatusSnapshot;
import io.regent.restapi.status.NodeDocument;
import io.regent.restapi.status.SyncRole;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The body of {@code GET /metrics}: Patroni's families under their names (API-066 to API-077), and Regent's own. */
public final class Metrics {

    private static final int FIRST_WITH_RECEIVER_STATE = 90_600;
    private static final List<MemberState> STATES = List.of(MemberState.values());
    private static final double NANOS_PER_SECOND = 1e9;

    private final StatusSnapshot status;
    private final long nowNanos;
    private final Exposition text;
    private final Optional<ServerFacts> facts;
    private final Optional<ReplayProgress> replay;

    private Metrics(StatusSnapshot status, long nowNanos) {
        this.status = status;
        this.nowNanos = nowNanos;
        this.text = new Exposition(status.node().scope(), status.node().name().value());
        this.facts = status.server().facts();
        this.replay = facts.flatMap(ServerFacts::replay);
    }

    /**
     * The text at the given reading of the monotonic clock; ends with a newline.
     *
     * @param dropped how many decisions were not recorded
     */
    public static String of(StatusSnapshot status, DecisionTrail decisions, long dropped, long nowNanos) {
        var metrics = new Metrics(status, nowNanos);
        metrics.server();
        metrics.primary();
        metrics.standby();
        metrics.versionAndTimeline();
        metrics.modes();
        metrics.state();
        metrics.slots();
        metrics.progress();
        metrics.heartbeat();
        metrics.decisions(decisions, dropped);
        return metrics.text.toString();
    }

    private void server() {
        text.gauge(
                "patroni_version",
                "Patroni semver without periods.",
                digits(status.node().version()));
        text.gauge(
                "patroni_postgres_running",
                "Value is 1 if Postgres is running, 0 otherwise.",
                status.server().isRunning());
        text.gauge(
                "patroni_postmaster_start_time",
                "Epoch seconds since Postgres started.",
                epoch(facts.map(ServerFacts::postmasterStart)));
    }

    private void primary() {
        text.gauge("patroni_primary", "Value is 1 if this node is the leader, 0 otherwise.", is(MemberRole.PRIMARY));
        text.counter(
                "patroni_xlog_location",
                "Current location of the Postgres transaction log, 0 if this node is not the leader.",
                facts.filter(_ -> replay.isEmpty())
                        .map(ServerFacts::flushed)
                        .orElse(Lsn.NONE)
                        .position());
    }

    private void standby() {
        Optional<SyncRole> sync = SyncRole.of(status, nowNanos);
        text.gauge(
                "patroni_standby_leader",
                "Value is 1 if this node is the standby_leader, 0 otherwise.",
                is(MemberRole.STANDBY_LEADER));
        text.gauge("patroni_replica", "Value is 1 if this node is a replica, 0 otherwise.", is(MemberRole.REPLICA));
        text.gauge(
                "patroni_sync_standby",
                "Value is 1 if this node is a sync standby replica, 0 otherwise.",
                sync.filter(SyncRole.SYNC_STANDBY::equals).isPresent());
        text.gauge(
                "patroni_quorum_standby",
                "Value is 1 if this node is a quorum standby replica, 0 otherwise.",
                sync.filter(SyncRole.QUORUM_STANDBY::equals).isPresent());
        text.counter(
                "patroni_xlog_received_location",
                "Current location of the received Postgres transaction log, 0 if this node is not a replica.",
                replay.map(ReplayProgress::received).orElse(Lsn.NONE).position());
        text.counter(
                "patroni_xlog_replayed_location",
                "Current location of the replayed Postgres transaction log, 0 if this node is not a replica.",
                replay.map(ReplayProgress::replayed).orElse(Lsn.NONE).position());
        text.gauge(
                "patroni_xlog_replayed_timestamp",
                "Current timestamp of the replayed Postgres transaction log, 0 if null.",
                epoch(replay.flatMap(ReplayProgress::replayedAt)));
        text.gauge(
                "patroni_xlog_paused",
                "Value is 1 if the Postgres xlog is paused, 0 otherwise.",
                replay.filter(ReplayProgress::paused).isPresent());
    }

    private void versionAndTimeline() {
        facts.filter(known -> known.version() >= FIRST_WITH_RECEIVER_STATE).ifPresent(this::replicationState);
        text.gauge(
                "patroni_postgres_server_version",
                "Version of Postgres (if running), 0 otherwise.",
                facts.map(ServerFacts::version).orElse(0));
        text.gauge(
                "patroni_cluster_unlocked",
                "Value is 1 if the cluster is unlocked, 0 if locked.",
                NodeDocument.isUnlocked(status, nowNanos));
        text.gauge(
                "patroni_failsafe_mode_is_active",
                "Value is 1 if failsafe mode is active, 0 if inactive.",
                status.safeguards().failsafeActiveAt(nowNanos));
        text.gauge(
                "patroni_postgres_timeline",
                "Postgres timeline of this node (if running), 0 otherwise.",
                facts.map(known -> known.timeline().number()).orElse(0));
    }

    private void replicationState(ServerFacts known) {
        Optional<String> state = known.replicationState();
        text.gauge(
                "patroni_postgres_streaming",
                "Value is 1 if Postgres is streaming, 0 otherwise.",
                state.filter("streaming"::equals).isPresent());
        text.gauge(
                "patroni_postgres_in_archive_recovery",
                "Value is 1 if Postgres is replicating from archive, 0 otherwise.",
                state.filter("in archive recovery"::equals).isPresent());
    }

    private void modes() {
        var tags = status.node().tags();
        text.gauge(
                "patroni_dcs_last_seen",
                "Epoch timestamp when DCS was last contacted successfully by Patroni.",
                status.dcs().lastContact().getEpochSecond());
        text.gauge(
                "patroni_pending_restart",
                "Value is 1 if the node needs a restart, 0 otherwise.",
                !status.server().pendingRestart().isEmpty());
        text.gauge(
                "patroni_is_paused",
                "Value is 1 if auto failover is disabled, 0 otherwise.",
                status.settings().paused());
        text.gauge(
                "patroni_failsafe_mode_enabled",
                "Value is 1 if failsafe mode is enabled, 0 otherwise.",
                status.settings().failsafeMode());
        text.gauge(
                "patroni_failsafe_member",
                "Value is 1 if this node is a member of the failsafe topology, 0 otherwise.",
                status.safeguards()
                        .failsafeMembers()
                        .containsKey(status.node().name().value()));
        text.gauge(
                "patroni_failover_priority",
                "Failover priority of this node, 0 if it must not become the leader.",
                tags.nofailover() ? 0 : tags.failoverPriority());
    }

    private void state() {
        text.gauge(
                "patroni_postgres_state",
                "Numeric representation of the state of Postgres, -1 if unknown.",
                status.server().state().map(STATES::indexOf).orElse(-1));
        text.comment("Values of patroni_postgres_state: "
                + STATES.stream()
                        .map(state -> STATES.indexOf(state) + "=" + state.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }

    private void heartbeat() {
        Heartbeat heartbeat = status.heartbeat();
        text.gauge(
                "regent_leader",
                "Value is 1 if this node holds a lease that is still valid, 0 otherwise.",
                heartbeat.leadsAt(nowNanos));
        text.gauge(
                "regent_lease_remaining_seconds",
                "Seconds until the lease of this node ends unless it is renewed, 0 if it holds none.",
                heartbeat
                        .leaderUntil()
                        .map(until -> left(until.leftAt(nowNanos)))
                        .orElse("0"));
        text.gauge(
                "regent_heartbeat_remaining_seconds",
                "Seconds until /liveness fails unless the loop runs again, 0 if it fails already.",
                left(heartbeat.aliveUntil().leftAt(nowNanos)));
    }

    /** A slot that nobody reads from keeps the log until the disk is full; this is where to look (LES-078). */
    private void slots() {
        var retained = new TreeMap<String, Long>();
        facts.ifPresent(known -> known.slots()
                .forEach(slot -> slot.restartLsn()
                        .ifPresent(oldest -> retained.put(
                                slot.name(), oldest.bytesBehind(known.position().lsn())))));
        text.gauges(
                "regent_slot_retained_bytes",
                "How much of the log each replication slot of this node keeps from being removed.",
                "slot",
                retained);
    }

    /** A copy of a large cluster takes hours; this tells whether it moves. */
    private void progress() {
        Optional<Amount> amount = status.progress().flatMap(WorkProgress::amount);
        text.gauge(
                "regent_stuck",
                "Value is 1 if this standby does not get on by itself, 0 otherwise.",
                status.stuck().isPresent());
        text.info(
                "regent_work_info",
                "The work that keeps PostgreSQL away: clone, rewind or recovery.",
                "work",
                status.progress().map(progress -> progress.work().word()));
        text.gauge(
                "regent_work_bytes",
                "How many bytes of that work are done, 0 if unknown.",
                amount.map(Amount::bytes).orElse(0L));
        text.gauge(
                "regent_work_total_bytes",
                "How many bytes that work has in all, 0 if unknown.",
                amount.map(Amount::totalBytes).orElse(OptionalLong.empty()).orElse(0));
        text.gauge(
                "regent_work_bytes_per_second",
                "How fast that work is.",
                amount.map(Amount::bytesPerSecond).orElse(0L));
    }

    private void decisions(DecisionTrail decisions, long dropped) {
        text.counters(
                "regent_decisions_total",
                "How often each rule of the decision table spoke since the start.",
                "rule",
                decisions.spoken());
        text.info(
                "regent_last_decision_info",
                "The rule that ended the last turn of the loop.",
                "rule",
                decisions.lastRule());
        text.counter(
                "regent_journal_dropped_total",
                "Decisions that were not recorded, because they came faster than they could be kept.",
                dropped);
    }

    private boolean is(MemberRole role) {
        return status.server().hasRole(role);
    }

    private static String left(Duration left) {
        return left.isPositive() ? String.format(Locale.ROOT, "%.3f", left.toNanos() / NANOS_PER_SECOND) : "0";
    }

    private static String epoch(Optional<OffsetDateTime> time) {
        return time.map(known -> String.format(Locale.ROOT, "%d.%06d", known.toEpochSecond(), known.getNano() / 1_000))
                .orElse("0");
    }

    /** {@code 4.1.4} as {@code 040104} (API-067). */
    private static String digits(String version) {
        String numbers = version.replaceAll("[^0-9.].*", "");
        return Arrays.stream(numbers.split("\\."))
                .filter(part -> !part.isEmpty())
                .map(part -> part.length() < 2 ? "0" + part : part)
                .collect(Collectors.joining());
    }
}
