package io.regent.restapi;

import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.History;
import io.regent.dcs.Initialization;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.MemberRole;
import io.regent.dcs.MemberState;
import io.regent.dcs.Status;
import io.regent.dcs.SyncState;
import io.regent.dcs.Tags;
import io.regent.dcs.Versioned;
import io.regent.postgres.PendingRestart;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.Stuck;
import io.regent.postgres.SyncFacts;
import io.regent.postgres.WalSender;
import io.regent.postgres.WorkProgress;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.restapi.ClusterSettings.SyncMode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Builds snapshots of a node {@code pg-1} in a cluster {@code demo} at the reading {@link #NOW} of the clock. */
public final class TestNode {

    public static final long NOW = 1_000_000_000_000L;
    /** The failsafe mode is active. */
    public static final Optional<Deadline> FAILSAFE = Optional.of(Deadline.after(NOW, Duration.ofSeconds(5)));

    public static final MemberName ME = new MemberName("pg-1");
    public static final MemberName OTHER = new MemberName("pg-2");
    public static final Lsn LEADER_AT = Lsn.parse("0/5000000");

    private static final OffsetDateTime STARTED = OffsetDateTime.parse("2026-08-18T11:03:37.966359Z");

    private Optional<MemberState> state = Optional.of(MemberState.RUNNING);
    private MemberRole remembered = MemberRole.REPLICA;
    private Optional<ServerFacts> facts = Optional.empty();
    private List<PendingRestart> pending = List.of();
    private Tags tags = Tags.NONE;
    private Optional<Deadline> leaderUntil = Optional.empty();
    private Deadline aliveUntil = Deadline.after(NOW, Duration.ofSeconds(20));
    private Deadline knownUntil = Deadline.after(NOW, Duration.ofSeconds(20));
    private Optional<Cluster> cluster = Optional.of(cluster(OTHER, List.of()));
    private ClusterSettings settings = settings(false, false, SyncMode.OFF);
    private Safeguards safeguards = Safeguards.NONE;
    private Optional<ScheduledRestart> scheduledRestart = Optional.empty();
    private Optional<WorkProgress> progress = Optional.empty();
    private Optional<Stuck> stuck = Optional.empty();

    /** A primary that leads for another 15 seconds. */
    public static TestNode leader() {
        var node = new TestNode();
        node.remembered = MemberRole.PRIMARY;
        node.leaderUntil = Optional.of(Deadline.after(NOW, Duration.ofSeconds(15)));
        node.cluster = Optional.of(cluster(ME, List.of()));
        node.facts = Optional.of(facts(Role.PRIMARY, Optional.empty()));
        return node;
    }

    /** A standby that streams from {@code pg-2} and has replayed everything. */
    public static TestNode replica() {
        return new TestNode().replayed(LEADER_AT, LEADER_AT, true);
    }

    public TestNode replayed(Lsn received, Lsn replayed, boolean streaming) {
        facts = Optional.of(facts(
                Role.STANDBY,
                Optional.of(new ReplayProgress(
                        received,
                        replayed,
                        Optional.empty(),
                        false,
                        streaming,
                        Optional.empty(),
                        Optional.empty(),
                        !streaming))));
        return this;
    }

    public TestNode senderAt(Lsn end) {
        facts = facts.map(known -> facts(
                Role.STANDBY,
                known.replay()
                        .map(replay -> new ReplayProgress(
                                replay.received(),
                                replay.replayed(),
                                replay.replayedAt(),
                                replay.paused(),
                                replay.streaming(),
                                replay.receiverTimeline(),
                                Optional.of(end),
                                replay.archiving()))));
        return this;
    }

    public TestNode leading() {
        leaderUntil = Optional.of(Deadline.after(NOW, Duration.ofSeconds(15)));
        cluster = Optional.of(cluster(ME, List.of()));
        return this;
    }

    public TestNode leadingUntil(Deadline deadline) {
        leaderUntil = Optional.of(deadline);
        return this;
    }

    public TestNode down(MemberState down) {
        state = Optional.of(down);
        facts = Optional.empty();
        return this;
    }

    public TestNode isAt(WorkProgress point) {
        progress = Optional.of(point);
        return this;
    }

    public TestNode stuck(Stuck why) {
        stuck = Optional.of(why);
        return this;
    }

    public TestNode unresponsive() {
        state = Optional.empty();
        facts = Optional.empty();
        return this;
    }

    public TestNode remembering(MemberRole role) {
        remembered = role;
        return this;
    }

    public TestNode tagged(Map<String, Object> values) {
        tags = new Tags(values);
        return this;
    }

    public TestNode withoutView() {
        knownUntil = new Deadline(NOW);
        return this;
    }

    public TestNode withStaleLoop() {
        aliveUntil = new Deadline(NOW);
        return this;
    }

    public TestNode withCluster(Cluster seen) {
        cluster = Optional.of(seen);
        return this;
    }

    public TestNode neverSawTheDcs() {
        cluster = Optional.empty();
        return this;
    }

    public TestNode paused() {
        settings = settings(true, settings.standbyCluster(), settings.syncMode());
        return this;
    }

    public TestNode inStandbyCluster() {
        settings = settings(settings.paused(), true, settings.syncMode());
        return this;
    }

    /** Sync mode, with the given members in the {@code sync} key. */
    public TestNode synchronous(SyncMode mode, MemberName... standbys) {
        settings = settings(settings.paused(), settings.standbyCluster(), mode);
        cluster = Optional.of(cluster(cluster.flatMap(Cluster::leader).orElse(OTHER), List.of(standbys)));
        return this;
    }

    public TestNode guardedBy(Safeguards changed) {
        safeguards = changed;
        return this;
    }

    public TestNode pending(PendingRestart... changes) {
        pending = List.of(changes);
        return this;
    }

    public TestNode scheduled(ScheduledRestart restart) {
        scheduledRestart = Optional.of(restart);
        return this;
    }

    public TestNode with(ServerFacts changed) {
        facts = Optional.of(changed);
        return this;
    }

    /** The server has these replication slots. */
    public TestNode keeping(ReplicationSlot... slots) {
        ServerFacts known = facts.orElseThrow();
        return with(new ServerFacts(
                known.role(),
                known.system(),
                known.version(),
                known.postmasterStart(),
                known.timeline(),
                known.flushed(),
                known.replay(),
                known.upstream(),
                known.sync(),
                known.senders(),
                List.of(slots),
                known.pendingRestart()));
    }

    public StatusSnapshot snapshot() {
        return new StatusSnapshot(
                new NodeIdentity(ME, "demo", "0.1.0", tags, SystemIdentifier.of("7268616322854375442")),
                new ServerStatus(state, remembered, facts, pending),
                new DcsStatus(cluster, knownUntil, Instant.ofEpochSecond(1_692_356_718)),
                settings,
                new Heartbeat(leaderUntil, aliveUntil),
                safeguards,
                scheduledRestart,
                progress,
                stuck);
    }

    public static ServerFacts facts(Role role, Optional<ReplayProgress> replay, WalSender... senders) {
        return new ServerFacts(
                role,
                new SystemIdentifier("7268616322854375442"),
                150_004,
                STARTED,
                new Timeline(3),
                role == Role.PRIMARY ? LEADER_AT : Lsn.NONE,
                replay,
                Optional.empty(),
                SyncFacts.NONE,
                List.of(senders),
                List.of(),
                List.of());
    }

    private static ClusterSettings settings(boolean paused, boolean standbyCluster, SyncMode mode) {
        return new ClusterSettings(
                paused, standbyCluster, mode, false, Duration.ofSeconds(30), Duration.ofSeconds(10), 1_048_576);
    }

    /** A cluster led by the member, with the members of the {@code sync} key. */
    public static Cluster cluster(MemberName leader, List<MemberName> standbys) {
        var sync = new SyncState(leader, new TreeSet<>(standbys), 0);
        return cluster(
                Map.of("ttl", 30),
                Optional.of(leader),
                Optional.empty(),
                standbys.isEmpty() ? Optional.empty() : Optional.of(sync),
                member("pg-1", Map.of()),
                member("pg-2", Map.of()));
    }

    public static Cluster cluster(
            Map<String, Object> config,
            Optional<MemberName> leader,
            Optional<FailoverRequest> failover,
            Optional<SyncState> sync,
            Member... members) {
        return new Cluster(
                new Initialization.Absent(),
                Optional.of(new Versioned<>(new DynamicConfig(config), 1)),
                leader,
                new ArrayList<>(List.of(members)),
                new Status(LEADER_AT, new TreeMap<>(), List.of()),
                failover.map(request -> new Versioned<>(request, 7)),
                sync.map(state -> new Versioned<>(state, 1)),
                History.EMPTY,
                new TreeMap<>(),
                1);
    }

    public static Member member(String name, Map<String, Object> more) {
        var data = new LinkedHashMap<String, Object>();
        data.put("conn_url", "postgres://10.0.0." + name.substring(name.length() - 1) + ":5432/postgres");
        data.put("api_url", "http://" + name + ":8008/patroni");
        data.put("state", "running");
        data.put("role", "replica");
        data.putAll(more);
        return new Member(new MemberName(name), data);
    }

    public static List<MemberName> names(String... names) {
        return Stream.of(names).map(MemberName::new).toList();
    }
}
