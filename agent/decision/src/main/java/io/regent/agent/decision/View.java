package io.regent.agent.decision;

import io.regent.dcs.Cluster;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Initialization;
import io.regent.dcs.MemberName;
import io.regent.dcs.Versioned;
import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Everything a decision may depend on. It holds no clock, no client and nothing that can change.
 *
 * @param now nanoseconds of the monotonic clock
 * @param wallClock for the schedules of operators, and for nothing else
 * @param watchdog what can be expected of the hardware watchdog
 * @param notice what this member has promised to a leader that goes on without the store (HA-171)
 * @param vitals how the running server and its disk are
 * @param request what an operator asked of this member
 * @param stopping whether the agent was told to stop
 */
public record View(
        long now,
        OffsetDateTime wallClock,
        MemberName me,
        Settings settings,
        DcsView dcs,
        Lease lease,
        PostgresState postgres,
        BackgroundWork work,
        WatchdogState watchdog,
        Answers answers,
        Optional<FailsafeNotice> notice,
        Vitals vitals,
        Optional<OperatorRequest> request,
        boolean stopping,
        Memory memory) {

    /** For how long this agent has seen nobody lead; zero when somebody leads, or has only just stopped to. */
    public Duration leaderless() {
        return Duration.ofNanos(now - memory.leaderlessSince().orElse(now));
    }

    /** The cluster, as seen now or last. */
    public Cluster cluster() {
        return dcs.cluster();
    }

    public boolean paused() {
        return settings.paused();
    }

    /** Whether this cluster replicates another one, so that nobody in it may accept writes (HA-151). */
    public boolean isStandbyCluster() {
        return settings.standbyCluster().isPresent();
    }

    /** Whether this member leads a cluster that replicates another one, as far as it knows. */
    public boolean isStandbyLeader() {
        boolean leads = switch (lease) {
            case Lease.Mine _, Lease.Claimed _ -> true;
            case Lease.Unanswered _ -> cluster().isLedBy(me);
            case Lease.Vacant _, Lease.Lost _, Lease.Theirs _ -> false;
        };
        return leads && isStandbyCluster();
    }

    /**
     * Whether the server runs as a primary, or may, for want of an answer or of readable data since it was one or was to
     * become one (LES-039, D-061).
     */
    public boolean isPrimary() {
        return switch (postgres) {
            case PostgresState.Running(ServerFacts facts) -> facts.role() == Role.PRIMARY;
            case PostgresState.Unresponsive unresponsive ->
                unresponsive.lastKnown() == Role.PRIMARY || (wasPrimary() && !hasBeenDemoted());
            case PostgresState.NoData _, PostgresState.UnreadableData _, PostgresState.HalfDone _ ->
                memory.mayRunAsPrimary() && !hasBeenDemoted();
            case PostgresState.Stopped _, PostgresState.Starting _ -> false;
        };
    }

    /** Whether the server does not let anybody in yet, and will accept writes when it does. */
    public boolean startsAsPrimary() {
        return postgres instanceof PostgresState.Starting(var _, Role role) && role == Role.PRIMARY;
    }

    /** Whether there is no data that could be started, whatever may still run on what was there. */
    public boolean isWithoutData() {
        return switch (postgres) {
            case PostgresState.NoData _, PostgresState.UnreadableData _, PostgresState.HalfDone _ -> true;
            case PostgresState.Running _,
                    PostgresState.Unresponsive _,
                    PostgresState.Stopped _,
                    PostgresState.Starting _ -> false;
        };
    }

    private boolean wasPrimary() {
        return memory.lastRole().filter(Role.PRIMARY::equals).isPresent();
    }

    private boolean hasBeenDemoted() {
        return work instanceof BackgroundWork.Succeeded(Task task) && task == Task.DEMOTE;
    }

    /** The identity of the local data, as far as it is known. */
    public Optional<SystemIdentifier> system() {
        return switch (postgres) {
            case PostgresState.Running(ServerFacts facts) -> Optional.of(facts.system());
            case PostgresState.Unresponsive unresponsive ->
                Optional.of(unresponsive.control().system());
            case PostgresState.Stopped(ControlData control) -> Optional.of(control.system());
            case PostgresState.Starting(ControlData control, var _) -> Optional.of(control.system());
            case PostgresState.NoData _, PostgresState.UnreadableData _, PostgresState.HalfDone _ -> Optional.empty();
        };
    }

    /** The timeline that the local data is on, as far as it is known. */
    public Optional<Timeline> timeline() {
        return switch (postgres) {
            case PostgresState.Running(ServerFacts facts) -> Optional.of(facts.timeline());
            case PostgresState.Unresponsive unresponsive ->
                Optional.of(unresponsive.control().timeline());
            case PostgresState.Stopped(ControlData control) -> Optional.of(control.timeline());
            case PostgresState.Starting(ControlData control, var _) -> Optional.of(control.timeline());
            case PostgresState.NoData _, PostgresState.UnreadableData _, PostgresState.HalfDone _ -> Optional.empty();
        };
    }

    /** Whether the store's identity of the cluster is the one of the local data. */
    public boolean isOfThisCluster() {
        return cluster().initialization() instanceof Initialization.Done(SystemIdentifier theirs)
                && system().filter(theirs::equals).isPresent();
    }

    /** The failover request, unless none is there. */
    public Optional<FailoverRequest> failover() {
        return cluster().failover().map(Versioned::value);
    }

    /** What the members answered, if they were asked. */
    public Peers peers() {
        return answers.peers();
    }

    /** The comparison of histories; empty when none was made in this cycle. */
    public Optional<Divergence> divergence() {
        return answers.divergence();
    }

    /** Whether the right to initialise the cluster was asked for in this cycle. */
    public Claim claim() {
        return answers.claim();
    }

    /** Whether this member leads: by a lease that was confirmed in this cycle, or by the consent of all members. */
    public boolean leads() {
        return lease instanceof Lease.Mine
                || (lease instanceof Lease.Unanswered && answers.votes() instanceof FailsafeVotes.Accepted);
    }

    /** The same view with a new knowledge of the lease. */
    public View with(Lease learned) {
        return learned(dcs, learned, answers);
    }

    /** Whether the lease, if it is this member's, is so because it has won the race for it, and not because the store says so. */
    boolean hasWonLease() {
        return answers.raceWon() || memory.leaseWon();
    }

    /** The same view after a race for the vacant lease. */
    public View afterRace(Lease answer) {
        return learned(dcs, answer, answers.withRace(answer instanceof Lease.Mine));
    }

    /** The same view with the cluster as it is after a write of ours. */
    public View with(Cluster learned) {
        return learned(new DcsView.Seen(learned), lease, answers);
    }

    /** The same view, in which the store has fallen silent. */
    public View withSilentDcs(String cause) {
        return learned(new DcsView.Silent(cause, cluster()), new Lease.Unanswered(cause), answers);
    }

    /** The same view with the peers' answers. */
    public View with(Peers learned) {
        return learned(dcs, lease, answers.with(FailsafeMembers.judged(this, learned)));
    }

    /** The same view with the comparison of histories. */
    public View with(Divergence learned) {
        return learned(dcs, lease, answers.with(learned));
    }

    /** The same view after asking to initialise the cluster. */
    public View with(Claim learned) {
        return learned(dcs, lease, answers.with(learned));
    }

    /** The same view with what came of a step of synchronous replication. */
    public View with(SyncProgress learned) {
        return learned(dcs, lease, answers.with(learned));
    }

    /** The same view with another look at the server. */
    public View with(PostgresState seen) {
        return new View(
                now, wallClock, me, settings, dcs, lease, seen, work, watchdog, answers, notice, vitals, request,
                stopping, memory);
    }

    /** The same view with work that has begun since. */
    public View with(BackgroundWork begun) {
        return new View(
                now, wallClock, me, settings, dcs, lease, postgres, begun, watchdog, answers, notice, vitals, request,
                stopping, memory);
    }

    /** The same view with the members' consent, or without it. */
    public View with(FailsafeVotes learned) {
        return learned(dcs, lease, answers.with(learned));
    }

    /** The same view with another sight of the store. */
    View with(DcsView seen) {
        return learned(seen, lease, answers);
    }

    /** The same view after this member has promised not to lead. */
    public View with(FailsafeNotice promised) {
        return new View(
                now,
                wallClock,
                me,
                settings,
                dcs,
                lease,
                postgres,
                work,
                watchdog,
                answers,
                Optional.of(promised),
                vitals,
                request,
                stopping,
                memory);
    }

    /** The same view after asking the watchdog to run. */
    public View with(WatchdogState learned) {
        return new View(
                now, wallClock, me, settings, dcs, lease, postgres, work, learned, answers, notice, vitals, request,
                stopping, memory);
    }

    /** All that can be learned of the others within a cycle. */
    private View learned(DcsView store, Lease known, Answers given) {
        return new View(
                now, wallClock, me, settings, store, known, postgres, work, watchdog, given, notice, vitals, request,
                stopping, memory);
    }
}
