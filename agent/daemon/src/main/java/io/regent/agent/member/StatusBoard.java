package io.regent.agent.member;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.FailsafeNotice;
import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.Standstill;
import io.regent.agent.decision.View;
import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberRole;
import io.regent.dcs.MemberState;
import io.regent.dcs.Tags;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.WorkProgress;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.restapi.ClusterSettings;
import io.regent.restapi.ClusterSettings.SyncMode;
import io.regent.restapi.DcsStatus;
import io.regent.restapi.Heartbeat;
import io.regent.restapi.NodeIdentity;
import io.regent.restapi.Safeguards;
import io.regent.restapi.ServerStatus;
import io.regent.restapi.StatusSnapshot;
import io.regent.restapi.StatusSource;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the API answers from. The loop's thread publishes, and any thread may say that this node leads no more; any thread
 * reads; nobody waits.
 */
public final class StatusBoard implements StatusSource {

    private final LiveSettings settings;
    private final RequestInbox requests;
    private final AtomicReference<StatusSnapshot> published;
    private Optional<Cluster> lastRead = Optional.empty();
    private Deadline knownUntil;
    private Instant lastContact = Instant.EPOCH;

    /** A node of which nothing is known yet. */
    public StatusBoard(LiveSettings settings, RequestInbox requests, long now) {
        this.settings = settings;
        this.requests = requests;
        this.knownUntil = new Deadline(now);
        this.published = new AtomicReference<>(new StatusSnapshot(
                identity(Optional.empty(), PublishedTags.of(settings.file().tags())),
                new ServerStatus(
                        Optional.of(MemberState.STOPPED), MemberRole.UNINITIALIZED, Optional.empty(), List.of()),
                dcs(),
                cluster(),
                new Heartbeat(Optional.empty(), Deadline.after(now, twiceTtl())),
                Safeguards.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    @Override
    public StatusSnapshot snapshot() {
        return published.get();
    }

    /** The lease was confirmed until then; the health answers know it before the cycle ends. */
    public void leading(Deadline until) {
        withLease(Optional.of(until));
    }

    /** This node does not lead any more, or is about to stop leading: the health answers change at once (LES-120). */
    public void notLeading() {
        withLease(Optional.empty());
    }

    /**
     * The lease is about to be given up, and a server that stops cannot commit any more. The candidate asks at once, before this cycle
     * ends: what the last one saw would be taken for a primary that is still alive, and nobody would race until the next turn.
     */
    public void noPrimaryAnyMore() {
        published.updateAndGet(before -> before.server().isRunning() ? before : before.with(stopped(before.server())));
    }

    private static ServerStatus stopped(ServerStatus before) {
        return new ServerStatus(before.state(), before.remembered(), Optional.empty(), before.pendingRestart());
    }

    /**
     * Publishes what a cycle saw at its end.
     *
     * @param tags as the member publishes them
     * @param contact when the store last answered, if it did in this cycle
     * @param progress of the work that keeps the server away
     * @param nextTurn when the loop's next turn is due at the latest
     */
    public void publish(
            View view, Tags tags, Optional<Instant> contact, Optional<WorkProgress> progress, Deadline nextTurn) {
        if (view.dcs() instanceof DcsView.Seen(Cluster cluster) && contact.isPresent()) {
            lastRead = Optional.of(cluster);
            lastContact = contact.orElseThrow();
            knownUntil = Deadline.after(view.now(), ttl());
        }
        Duration patience = view.isPrimary() ? ttl() : twiceTtl();
        Deadline aliveUntil = new Deadline(nextTurn.nanos() + patience.toNanos());
        published.updateAndGet(before -> new StatusSnapshot(
                identity(view.system().or(() -> before.node().system()), tags),
                server(view),
                dcs(),
                cluster(),
                new Heartbeat(before.heartbeat().leaderUntil(), aliveUntil),
                safeguards(view),
                requests.scheduled().map(RestartPlan::restart),
                progress,
                Standstill.of(view)));
    }

    private Safeguards safeguards(View view) {
        return new Safeguards(
                view.watchdog() instanceof WatchdogState.Failed,
                failsafeUntil(view),
                lastRead.map(Cluster::failsafe).orElseGet(Collections::emptySortedMap));
    }

    /** A leader goes by the members' consent, a member by its promise. */
    private static Optional<Deadline> failsafeUntil(View view) {
        return switch (view.answers().votes()) {
            case FailsafeVotes.Accepted(Deadline until) -> Optional.of(until);
            case FailsafeVotes.NotAsked _, FailsafeVotes.Refused _ ->
                view.notice().filter(promise -> !view.isPrimary()).map(FailsafeNotice::until);
        };
    }

    private void withLease(Optional<Deadline> until) {
        published.updateAndGet(
                before -> before.with(new Heartbeat(until, before.heartbeat().aliveUntil())));
    }

    private NodeIdentity identity(Optional<SystemIdentifier> system, Tags tags) {
        return new NodeIdentity(
                settings.file().name(), settings.file().path().scope(), Version.COMPATIBLE, tags, system);
    }

    private static ServerStatus server(View view) {
        return switch (view.postgres()) {
            case PostgresState.Running(ServerFacts facts) ->
                new ServerStatus(
                        Optional.of(ServerWords.state(view)),
                        ServerWords.role(view),
                        Optional.of(facts),
                        facts.pendingRestart());
            case PostgresState.Unresponsive _ ->
                new ServerStatus(Optional.empty(), ServerWords.role(view), Optional.empty(), List.of());
            case PostgresState.NoData _,
                    PostgresState.UnreadableData _,
                    PostgresState.HalfDone _,
                    PostgresState.Stopped _,
                    PostgresState.Starting _ ->
                new ServerStatus(
                        Optional.of(ServerWords.state(view)), ServerWords.role(view), Optional.empty(), List.of());
        };
    }

    private DcsStatus dcs() {
        return new DcsStatus(lastRead, knownUntil, lastContact);
    }

    private ClusterSettings cluster() {
        io.regent.settings.ClusterSettings inForce = settings.cluster();
        return new ClusterSettings(
                inForce.paused(),
                inForce.standbyCluster().isPresent(),
                syncMode(inForce),
                inForce.failsafe(),
                inForce.timing().ttl(),
                inForce.timing().loopWait(),
                inForce.maximumLagOnFailover());
    }

    /** A standby cluster has no commits of its own (HA-149). */
    private static SyncMode syncMode(io.regent.settings.ClusterSettings inForce) {
        if (inForce.standbyCluster().isPresent()) {
            return SyncMode.OFF;
        }
        return switch (inForce.synchronous().mode()) {
            case OFF -> SyncMode.OFF;
            case ON -> SyncMode.ON;
            case QUORUM -> SyncMode.QUORUM;
        };
    }

    private Duration ttl() {
        return settings.cluster().timing().ttl();
    }

    private Duration twiceTtl() {
        return ttl().multipliedBy(2);
    }
}
