package io.regent.agent.decision;

import io.regent.dcs.Deadline;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.HostPort;
import io.regent.dcs.Initialization;
import io.regent.dcs.MemberName;
import io.regent.dcs.Status;
import io.regent.dcs.SyncState;
import io.regent.dcs.Tags;
import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.Upstream;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Builds views. Whatever a test does not mention is a healthy cluster of three members in which nothing is going on: the store
 * answers, nobody holds the lease, the local server is a standby at {@code 0/3000000} on timeline 3, and its history was
 * compared before.
 */
public final class Views {

    public static final long NOW = Duration.ofHours(1).toNanos();
    public static final OffsetDateTime WALL_CLOCK = OffsetDateTime.parse("2026-03-01T12:00:00+00:00");
    public static final SystemIdentifier SYSTEM = new SystemIdentifier("7000000000000000001");
    public static final SystemIdentifier FOREIGN = new SystemIdentifier("7000000000000000002");
    static final Duration TTL = Duration.ofSeconds(30);

    final MemberName me;
    final SettingsOfTest settings = new SettingsOfTest();
    final MemoryOfTest memory = new MemoryOfTest();
    private final ClusterOfTest cluster = new ClusterOfTest();
    private PostgresState postgres;
    private Lease lease = new Lease.Vacant();
    private boolean silent;
    private BackgroundWork work = new BackgroundWork.Idle();
    private WatchdogState watchdog = new WatchdogState.Off();
    private Peers peers = new Peers.NotAsked();
    private Optional<Divergence> divergence = Optional.empty();
    private Claim claim = Claim.NOT_MADE;
    private FailsafeVotes votes = new FailsafeVotes.NotAsked();
    private Optional<FailsafeNotice> notice = Optional.empty();
    private SyncProgress progress = SyncProgress.NONE;
    private Optional<OperatorRequest> request = Optional.empty();
    private Vitals vitals = Vitals.WELL;
    private boolean stopping;

    private Views(String me) {
        this.me = new MemberName(me);
        this.postgres = Servers.standby(SYSTEM, 3, "0/3000000");
        List.of("pg-1", "pg-2", "pg-3").forEach(this::withMember);
    }

    /** The view of a member of the cluster {@code pg-1}, {@code pg-2}, {@code pg-3}. */
    public static Views seenBy(String me) {
        return new Views(me);
    }

    // The local server

    public Views asPrimaryAt(int timeline, String lsn) {
        return with(Servers.primary(SYSTEM, timeline, lsn));
    }

    public Views asPrimary() {
        return asPrimaryAt(3, "0/3000000");
    }

    public Views asStandbyAt(int timeline, String lsn) {
        return with(Servers.standby(SYSTEM, timeline, lsn));
    }

    public Views asStandby() {
        return asStandbyAt(3, "0/3000000");
    }

    public Views asStandbyOf(String upstream) {
        return with(Servers.streaming(SYSTEM, 3, "0/3000000", upstream, me));
    }

    /** Streaming from a member that keeps no slot for this one. */
    public Views asStandbyWithoutSlotOf(String upstream) {
        return with(
                Servers.streaming(SYSTEM, 3, "0/3000000", new Upstream(upstream, upstream, 5432, Optional.empty())));
    }

    /** Streaming from the primary of the other cluster. */
    Views asStandbyOfRemote() {
        return with(Servers.streamingFromRemote(SYSTEM, 3, "0/3000000"));
    }

    public Views withoutData() {
        return with(new PostgresState.NoData());
    }

    public Views withUnreadableData() {
        return with(new PostgresState.UnreadableData("no PG_VERSION"));
    }

    public Views withHalfDone(PostgresState.HalfDone.Work begun) {
        return with(new PostgresState.HalfDone(begun));
    }

    public Views stopped(ControlData.State state) {
        return with(new PostgresState.Stopped(Servers.control(SYSTEM, state)));
    }

    public Views starting() {
        return startingAs(Role.STANDBY);
    }

    public Views startingAs(Role role) {
        return with(new PostgresState.Starting(Servers.control(SYSTEM, ControlData.State.IN_CRASH_RECOVERY), role));
    }

    public Views unresponsive(Role lastKnown) {
        return with(Servers.unresponsive(SYSTEM, lastKnown));
    }

    public Views with(PostgresState state) {
        postgres = state;
        return this;
    }

    // The store

    public Views whileLeaseIsVacant() {
        return hold(new Lease.Vacant(), Optional.empty());
    }

    public Views whileLeaseIsClaimed() {
        return hold(new Lease.Claimed(), Optional.of(me));
    }

    public Views whileLeaseIsMine() {
        return hold(new Lease.Mine(Deadline.after(NOW, TTL)), Optional.of(me));
    }

    public Views whileLeaseIsLost() {
        return hold(new Lease.Lost(), Optional.of(me));
    }

    public Views whileLeaseIsHeldBy(String holder) {
        var name = new MemberName(holder);
        return hold(new Lease.Theirs(name), Optional.of(name));
    }

    /** The store was read, and then a request about the lease had no answer. */
    public Views whileLeaseIsUnanswered() {
        return hold(new Lease.Unanswered("timed out"), Optional.of(me));
    }

    /** Not even the reading was answered. */
    public Views whileDcsIsSilent() {
        silent = true;
        return whileLeaseIsUnanswered();
    }

    private Views hold(Lease known, Optional<MemberName> holder) {
        lease = known;
        cluster.leader = holder;
        return this;
    }

    public Views withInitialization(Initialization known) {
        cluster.initialization = known;
        return this;
    }

    public Views withoutConfig() {
        cluster.config = Optional.empty();
        return this;
    }

    public Views withMember(String name) {
        return withMember(name, Map.of());
    }

    /** A running member with further or other fields in its record. */
    public Views withMember(String name, Map<String, Object> fields) {
        cluster.hasMember(new MemberName(name), fields);
        return this;
    }

    public Views withoutMember(String name) {
        cluster.members.remove(new MemberName(name));
        return this;
    }

    public Views withLastPosition(String lsn) {
        return with(new Status(Lsn.parse(lsn), new TreeMap<>(), List.of()));
    }

    public Views with(Status published) {
        cluster.status = published;
        return this;
    }

    /** The cluster has come to this timeline. */
    public Views withHistoryUpTo(int timeline) {
        cluster.cameTo(timeline, Optional.empty());
        return this;
    }

    public Views withHistoryUpTo(int timeline, String begunBy) {
        cluster.cameTo(timeline, Optional.of(begunBy));
        return this;
    }

    public Views withFailover(FailoverRequest wanted) {
        cluster.failover = Optional.of(wanted);
        return this;
    }

    /** A switchover, or with an empty leader a failover; an empty candidate is anybody. */
    public Views withFailover(String from, String to) {
        return withFailover(Requests.failover(from, to));
    }

    // Synchronous replication

    public Views synchronous(Settings.Sync wanted) {
        settings.sync = wanted;
        return this;
    }

    /** What {@code /sync} says. */
    public Views promising(String by, int quorum, String... standbys) {
        var names = new TreeSet<MemberName>();
        List.of(standbys).forEach(name -> names.add(new MemberName(name)));
        cluster.promise = Optional.of(new SyncState(new MemberName(by), names, quorum));
        return this;
    }

    /** The local server's commits wait for these, and these members stream from it: written as {@code name/state/position}. */
    public Views waitingFor(String names, String... streaming) {
        var facts = ((PostgresState.Running) postgres).facts();
        postgres = new PostgresState.Running(Servers.waiting(facts, names, streaming));
        return this;
    }

    public Views after(SyncProgress done) {
        progress = done;
        return this;
    }

    // What was learned in this cycle

    public Views withPeer(String name, int timeline, String lsn) {
        return withPeer(name, Servers.peer(timeline, lsn, Tags.NONE));
    }

    public Views withPeer(String name, PeerAnswer answer) {
        var answers = peers instanceof Peers.Asked asked
                ? new TreeMap<>(asked.answers())
                : new TreeMap<MemberName, PeerAnswer>();
        answers.put(new MemberName(name), answer);
        peers = new Peers.Asked(answers);
        return this;
    }

    /** Everybody was asked, and nobody answered. */
    public Views withoutAnswers() {
        peers = new Peers.Asked(new TreeMap<>());
        return this;
    }

    public Views withDivergence(Divergence found) {
        divergence = Optional.of(found);
        return this;
    }

    public Views withClaim(Claim made) {
        claim = made;
        return this;
    }

    /** The failsafe mode is on, and these members are on the list. */
    public Views withFailsafe(String... names) {
        settings.failsafe = true;
        cluster.failsafe.clear();
        List.of(names).forEach(name -> cluster.failsafe.put(name, "http://" + name + ":8008/patroni"));
        return this;
    }

    public Views with(FailsafeVotes given) {
        votes = given;
        return this;
    }

    /** This member promised the leader not to lead for as long. */
    public Views withPromiseTo(String leader, Duration left) {
        Optional<String> conn = Optional.of("postgres://" + leader + ":5432/postgres");
        Optional<String> api = Optional.of("http://" + leader + ":8008/patroni");
        var presented = new FailsafeLeader(new MemberName(leader), conn, api, new TreeMap<>());
        notice = Optional.of(new FailsafeNotice(presented, Deadline.after(NOW, left)));
        return this;
    }

    // The agent itself

    public Views busyWith(Task task) {
        return with(new BackgroundWork.Running(task, Duration.ofSeconds(5), false, Optional.empty()));
    }

    public Views with(BackgroundWork slot) {
        work = slot;
        return this;
    }

    public Views with(WatchdogState state) {
        watchdog = state;
        return this;
    }

    public Views asked(OperatorRequest wanted) {
        request = Optional.of(wanted);
        return this;
    }

    /** This member initialises the cluster. */
    public Views bootstrapping() {
        return remembering(past -> past.bootstrapping = true);
    }

    public Views stopping() {
        stopping = true;
        return this;
    }

    public Views paused() {
        settings.paused = true;
        return this;
    }

    /** The cluster replicates another one. */
    Views inStandbyCluster() {
        settings.standbyCluster = Optional.of(new Settings.StandbyCluster(
                List.of(new HostPort(Servers.REMOTE, 5432)), Optional.of("remote_slot"), false));
        return this;
    }

    /** The cluster replicates another one by its archive. */
    Views inStandbyClusterOfArchive() {
        settings.standbyCluster = Optional.of(new Settings.StandbyCluster(List.of(), Optional.empty(), true));
        return this;
    }

    public Views tagged(String tag, Object value) {
        settings.tags.put(tag, value);
        return this;
    }

    public Views with(SettingsOfTest.Change change) {
        change.applyTo(settings);
        return this;
    }

    public Views remembering(MemoryOfTest.Change change) {
        change.applyTo(memory);
        return this;
    }

    /** The server, or its disk, is not well. */
    public Views with(Vitals seen) {
        vitals = seen;
        return this;
    }

    public View view() {
        var seen = cluster.build();
        return new View(
                NOW,
                WALL_CLOCK,
                me,
                settings.build(),
                silent ? new DcsView.Silent("timed out", seen) : new DcsView.Seen(seen),
                lease,
                postgres,
                work,
                watchdog,
                new Answers(peers, divergence, false, claim, votes, progress),
                notice,
                vitals,
                request,
                stopping,
                memory.build(postgres));
    }
}
