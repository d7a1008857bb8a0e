package io.regent.agent.decision;

import io.regent.agent.decision.BackgroundWork.Failed;
import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Optional;

/**
 * What the previous cycles left behind.
 *
 * @param lastLed the cluster as last seen with a leader (D-002)
 * @param leaseWon whether this member has the lease because it has won the race for it (LES-010)
 * @param otherLeader who led before this member was named as the leader without having won the lease (LES-010)
 * @param lastRole the role in which the server runs as far as is known: the one in which it last answered, or was told to run
 *     after that; empty before this agent ever saw it
 * @param mayRunAsPrimary a server was last seen as a primary, or told to become one, and was not seen stopped since; it counts
 *     when the data cannot be seen any more (D-061)
 * @param bootstrapping this member is the one that initialises the cluster, and has not finished
 * @param steppingDown the server is being stopped, or was stopped, in order to give up the lease
 * @param mayRejoinPaused an operator moved the leadership away from here while the cluster was paused: this server may be started again
 *     behind the new leader although the pause goes on (HA-165)
 * @param demoting how the server is being demoted; empty when it is not
 * @param confirmedUntil the end of the lease, or of the members' consent, as last confirmed; empty when it is known not to be
 *     ours
 * @param promotionFailedAt when the last promotion failed, in nanoseconds of the monotonic clock (D-140)
 * @param releasedAt when the lease was given up on purpose, in nanoseconds of the monotonic clock
 * @param divergenceDue the local history must be compared with the leader's (HA-111)
 * @param recoveryUsed single-user recovery was tried since the server last ran (HA-206)
 * @param rewind what became of the last rewinds
 * @param standstill since when this standby has not got on
 * @param startingSince since when the server has been starting, in nanoseconds of the monotonic clock
 * @param startLimit how long the server may take to start after the restart that is under way, where the operator said so; it stands in
 *     for {@code primary_start_timeout} (D-213)
 * @param leaderlessSince since when nobody has led, in nanoseconds of the monotonic clock; empty while somebody leads (HA-066)
 * @param lastPosition where the log of this standby ended in the last cycle in which its server answered (D-001)
 * @param unheardSince since when no member has streamed from this primary, in nanoseconds of the monotonic clock (LES-049)
 * @param failsafe what the failsafe mode has to remember
 * @param crashes how often the server crashed
 * @param paused the cluster was paused in the last turn (D-005)
 * @param slots what is remembered of replication slots
 * @param sync what concerns synchronous replication
 */
public record Memory(
        Optional<Cluster> lastLed,
        boolean leaseWon,
        Optional<OtherLeader> otherLeader,
        Optional<Role> lastRole,
        boolean mayRunAsPrimary,
        boolean bootstrapping,
        boolean steppingDown,
        boolean mayRejoinPaused,
        Optional<Demotion> demoting,
        Optional<Deadline> confirmedUntil,
        Optional<Long> promotionFailedAt,
        Optional<Long> releasedAt,
        boolean divergenceDue,
        boolean recoveryUsed,
        RewindMemory rewind,
        Standstill standstill,
        Optional<Long> startingSince,
        Optional<Duration> startLimit,
        Optional<Long> leaderlessSince,
        Optional<Lsn> lastPosition,
        Optional<Long> unheardSince,
        FailsafePast failsafe,
        Crashes crashes,
        boolean paused,
        SlotMemory slots,
        SyncMemory sync) {

    /** An agent that has just started: it has seen nothing, and must compare histories before it trusts its own (HA-111). */
    public static final Memory NEW = new Memory(
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            false,
            RewindMemory.NONE,
            Standstill.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            FailsafePast.NONE,
            Crashes.NONE,
            false,
            SlotMemory.NONE,
            SyncMemory.NONE);

    /** What is left behind by a cycle that ended with this view and this decision. */
    public static Memory after(View view, Decision decision) {
        return new Memory(
                lastLed(view),
                leaseWon(view),
                OtherLeader.after(view),
                lastRole(view, decision),
                mayRunAsPrimary(view, decision),
                bootstrapping(view, decision),
                steppingDown(view, decision),
                mayRejoinPaused(view, decision),
                demoting(view, decision),
                confirmedUntil(view, decision),
                promotionFailedAt(view),
                releasedAt(view, decision),
                divergenceDue(view, decision),
                recoveryUsed(view, decision),
                RewindMemory.after(view, decision),
                Standstill.after(view),
                startingSince(view),
                startLimit(view, decision),
                leaderlessSince(view),
                lastPosition(view),
                unheardSince(view),
                FailsafePast.after(view),
                Crashes.after(view, decision),
                view.paused(),
                SlotMemory.after(view, decision),
                SyncMemory.after(view, decision));
    }

    private static boolean leaseWon(View view) {
        return switch (view.lease()) {
            case Lease.Mine _, Lease.Claimed _, Lease.Unanswered _ -> view.hasWonLease();
            case Lease.Vacant _, Lease.Lost _, Lease.Theirs _ -> false;
        };
    }

    private static Optional<Cluster> lastLed(View view) {
        boolean led = view.dcs() instanceof DcsView.Seen(Cluster cluster)
                && cluster.leader().isPresent();
        return led ? Optional.of(view.cluster()) : view.memory().lastLed();
    }

    /** A server that is made a primary counts as one before it says so, because it may be silent when it has become one. */
    private static Optional<Role> lastRole(View view, Decision decision) {
        return switch (decision.action()) {
            case Action.Promote _, Action.StartPrimary _ -> Optional.of(Role.PRIMARY);
            case Action.StartStandby _ -> Optional.of(Role.STANDBY);
            case Action.Question _, Action.Command _ ->
                isRunning(view, Task.PROMOTE) ? Optional.of(Role.PRIMARY) : roleSeen(view);
        };
    }

    private static Optional<Role> roleSeen(View view) {
        return switch (view.postgres()) {
            case PostgresState.Running(ServerFacts facts) -> Optional.of(facts.role());
            case PostgresState.Unresponsive unresponsive ->
                Optional.of(view.isPrimary() ? Role.PRIMARY : unresponsive.lastKnown());
            case PostgresState.NoData _,
                    PostgresState.UnreadableData _,
                    PostgresState.HalfDone _,
                    PostgresState.Stopped _,
                    PostgresState.Starting _ -> view.memory().lastRole();
        };
    }

    private static boolean mayRunAsPrimary(View view, Decision decision) {
        return switch (decision.action()) {
            case Action.Promote _, Action.StartPrimary _ -> true;
            case Action.Question _, Action.Command _ ->
                switch (view.postgres()) {
                    case PostgresState.Running _, PostgresState.Unresponsive _ ->
                        lastRole(view, decision).filter(Role.PRIMARY::equals).isPresent();
                    case PostgresState.NoData _, PostgresState.UnreadableData _, PostgresState.HalfDone _ ->
                        view.isPrimary();
                    case PostgresState.Starting _ -> view.memory().mayRunAsPrimary();
                    case PostgresState.Stopped _ -> isRunning(view, Task.START_PRIMARY);
                };
        };
    }

    private static boolean isRunning(View view, Task task) {
        return view.work() instanceof BackgroundWork.Running running && running.task() == task;
    }

    private static boolean bootstrapping(View view, Decision decision) {
        boolean leads =
                view.isPrimary() || (view.isStandbyCluster() && view.postgres() instanceof PostgresState.Running);
        boolean finished = view.lease() instanceof Lease.Mine && leads;
        boolean begun = decision.action() instanceof Action.Bootstrap || view.claim() == Claim.WON;
        return begun || (view.memory().bootstrapping() && !finished);
    }

    private static boolean steppingDown(View view, Decision decision) {
        return switch (decision.action()) {
            case Action.Demote(Demotion kind) -> kind == Demotion.GRACEFUL || kind == Demotion.IMMEDIATE;
            case Action.ReleaseLease _ -> false;
            case Action.Question _, Action.Command _ -> {
                boolean busy = view.work() instanceof BackgroundWork.Running;
                boolean runs = view.postgres() instanceof PostgresState.Running;
                yield view.memory().steppingDown() && (busy || !runs) && mayBeMine(view.lease());
            }
        };
    }

    private static boolean mayRejoinPaused(View view, Decision decision) {
        boolean moved = view.paused() && decision.rule() == Rule.STEP_DOWN;
        boolean down =
                view.work() instanceof BackgroundWork.Running || !(view.postgres() instanceof PostgresState.Running);
        return moved || (view.memory().mayRejoinPaused() && down);
    }

    /** An answer that is missing once does not end what was begun. */
    private static boolean mayBeMine(Lease lease) {
        return switch (lease) {
            case Lease.Mine _, Lease.Claimed _, Lease.Unanswered _ -> true;
            case Lease.Lost _, Lease.Theirs _, Lease.Vacant _ -> false;
        };
    }

    private static Optional<Demotion> demoting(View view, Decision decision) {
        return switch (decision.action()) {
            case Action.Demote(Demotion kind) -> Optional.of(kind);
            case Action.Question _, Action.Command _ ->
                isRunning(view, Task.DEMOTE) ? view.memory().demoting() : Optional.empty();
        };
    }

    private static Optional<Deadline> confirmedUntil(View view, Decision decision) {
        if (decision.action() instanceof Action.ReleaseLease) {
            return Optional.empty();
        }
        return switch (view.lease()) {
            case Lease.Mine(Deadline until) -> Optional.of(until);
            case Lease.Unanswered _ ->
                view.answers().votes() instanceof FailsafeVotes.Accepted(Deadline until)
                        ? Optional.of(until)
                        : view.memory().confirmedUntil();
            case Lease.Claimed _ -> view.memory().confirmedUntil();
            case Lease.Lost _, Lease.Theirs _, Lease.Vacant _ -> Optional.empty();
        };
    }

    private static Optional<Long> promotionFailedAt(View view) {
        if (view.work() instanceof Failed(Task task, String _) && task == Task.PROMOTE) {
            return Optional.of(view.now());
        }
        return view.memory()
                .promotionFailedAt()
                .filter(at -> view.now() - at < view.settings().ttl().toNanos());
    }

    private static Optional<Long> releasedAt(View view, Decision decision) {
        if (decision.action() instanceof Action.ReleaseLease) {
            return Optional.of(view.now());
        }
        return view.lease() instanceof Lease.Vacant ? view.memory().releasedAt() : Optional.empty();
    }

    /** Due until an answer was had, and again after whatever may have parted the histories (HA-111). */
    private static boolean divergenceDue(View view, Decision decision) {
        boolean parted = switch (decision.action()) {
            case Action.Demote _,
                    Action.RecoverCrash _,
                    Action.Rewind _,
                    Action.StartPrimary _,
                    Action.StartStandby _ -> true;
            case Action.Question _, Action.Command _ -> false;
        };
        boolean resumed = view.memory().paused() && !view.paused();
        boolean answered = view.divergence().orElse(null) instanceof Divergence.Follows;
        if (parted || (leaderChanged(view) && !answered)) {
            return true;
        }
        boolean settled = (view.lease() instanceof Lease.Mine && view.isPrimary()) || streamsFromLeader(view);
        return (resumed || view.memory().divergenceDue()) && !answered && !settled;
    }

    /** Whether the leader is another one than the last one that was seen, and not this member. */
    static boolean leaderChanged(View view) {
        Optional<MemberName> before = view.memory().lastLed().flatMap(Cluster::leader);
        Optional<MemberName> now = view.cluster().leader();
        return now.isPresent() && before.isPresent() && !now.equals(before) && !now.equals(Optional.of(view.me()));
    }

    /** Whether this standby streams from whom it should, on the leader's timeline. */
    static boolean streamsFromLeader(View view) {
        boolean streaming = view.postgres() instanceof PostgresState.Running(ServerFacts facts)
                && facts.replay().filter(ReplayProgress::streaming).isPresent()
                && view.cluster()
                        .leaderMember()
                        .flatMap(Member::timeline)
                        .filter(facts.timeline()::equals)
                        .isPresent()
                && Following.redirected(view, facts).isEmpty();
        return streaming && !leaderChanged(view);
    }

    private static boolean recoveryUsed(View view, Decision decision) {
        boolean ran = view.postgres() instanceof PostgresState.Running;
        return decision.action() instanceof Action.RecoverCrash
                || (view.memory().recoveryUsed() && !ran);
    }

    private static Optional<Long> startingSince(View view) {
        return view.postgres() instanceof PostgresState.Starting
                ? Optional.of(view.memory().startingSince().orElse(view.now()))
                : Optional.empty();
    }

    private static Optional<Duration> startLimit(View view, Decision decision) {
        if (decision.action() instanceof Action.Restart(OperatorRequest.Restart request)) {
            return request.startTimeout();
        }
        boolean underWay = isRunning(view, Task.RESTART) || view.postgres() instanceof PostgresState.Starting;
        return underWay ? view.memory().startLimit() : Optional.empty();
    }

    private static Optional<Long> leaderlessSince(View view) {
        return switch (view.lease()) {
            case Lease.Vacant _ -> Optional.of(view.memory().leaderlessSince().orElse(view.now()));
            case Lease.Unanswered _ -> view.memory().leaderlessSince();
            case Lease.Mine _, Lease.Claimed _, Lease.Lost _, Lease.Theirs _ -> Optional.empty();
        };
    }

    private static Optional<Lsn> lastPosition(View view) {
        return view.postgres() instanceof PostgresState.Running(ServerFacts facts)
                ? Optional.of(facts.position().lsn())
                : view.memory().lastPosition();
    }

    private static Optional<Long> unheardSince(View view) {
        if (!(view.postgres() instanceof PostgresState.Running(ServerFacts facts) && view.isPrimary())) {
            return Optional.empty();
        }
        boolean heard = facts.senders().stream()
                .anyMatch(sender -> view.cluster().members().stream()
                        .anyMatch(member -> member.name().value().equalsIgnoreCase(sender.applicationName())));
        return heard
                ? Optional.empty()
                : Optional.of(view.memory().unheardSince().orElse(view.now()));
    }
}
