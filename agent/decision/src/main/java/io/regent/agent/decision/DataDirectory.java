package io.regent.agent.decision;

import io.regent.dcs.Initialization;
import io.regent.postgres.ControlData;
import io.regent.postgres.PostgresState;
import io.regent.postgres.PostgresState.HalfDone;
import io.regent.postgres.PostgresState.NoData;
import io.regent.postgres.PostgresState.Running;
import io.regent.postgres.PostgresState.Starting;
import io.regent.postgres.PostgresState.Stopped;
import io.regent.postgres.PostgresState.UnreadableData;
import io.regent.postgres.PostgresState.Unresponsive;
import io.regent.postgres.Role;
import io.regent.postgres.wal.SystemIdentifier;
import java.util.Optional;

/** Is there data, is it whole, and is it this cluster's (T6)? */
final class DataDirectory {

    private DataDirectory() {}

    static Optional<Decision> decide(View view) {
        return switch (view.postgres()) {
            case NoData _, UnreadableData _, HalfDone _ ->
                view.lease() instanceof Lease.Mine ? giveUp(view) : withoutData(view, view.postgres());
            case Stopped _, Starting _, Running _, Unresponsive _ ->
                view.cluster().initialization() instanceof Initialization.Done(SystemIdentifier theirs)
                        ? known(view, theirs)
                        : unknown(view);
        };
    }

    /** Whether a server may run on data that cannot be seen: one was seen before, and was not stopped since (D-060). */
    static boolean mayStillRun(View view) {
        boolean stopFailed = view.work() instanceof BackgroundWork.Failed(Task task, String _) && task == Task.DEMOTE;
        boolean notStopped = stopFailed || !view.memory().steppingDown();
        return view.isPrimary() || (view.memory().lastRole().isPresent() && notStopped);
    }

    private static Optional<Decision> giveUp(View view) {
        return mayStillRun(view)
                ? Say.demotes(Demotion.IMMEDIATE, Rule.STOP_WITHOUT_DATA)
                : Say.does(new Action.ReleaseLease(Optional.empty()), Rule.RELEASE_WITHOUT_DATA);
    }

    private static Optional<Decision> withoutData(View view, PostgresState postgres) {
        boolean reinitialize = view.request().orElse(null) instanceof OperatorRequest.Reinitialize;
        if (view.isPrimary() && (reinitialize || !view.paused())) {
            return Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.STOP_WITHOUT_DATA);
        }
        if (reinitialize) {
            return Say.nothing();
        }
        if (view.paused()) {
            return Say.waits(Rule.NO_DATA_PAUSED);
        }
        return switch (postgres) {
            case NoData _ ->
                view.cluster().leader().isPresent()
                        ? copy(view, Rule.CLONE)
                        : withoutLeader(view).or(() -> initialise(view));
            case HalfDone(HalfDone.Work work) -> finish(view, work);
            case UnreadableData _, Stopped _, Starting _, Running _, Unresponsive _ -> Say.waits(Rule.DATA_UNREADABLE);
        };
    }

    /**
     * Only a cluster that exists nowhere is initialised, by exactly one member (HA-090). One that was led before lives on
     * whatever the store has forgotten (DESIGN.md, safety rule 5).
     */
    private static Optional<Decision> initialise(View view) {
        boolean may = view.cluster().initialization() instanceof Initialization.Absent
                && view.lease() instanceof Lease.Vacant
                && view.memory().lastLed().isEmpty()
                && view.settings().mayBootstrap()
                && !view.settings().tags().nofailover();
        return switch (view.claim()) {
            case NOT_MADE -> may ? claimed(view) : Say.waits(Rule.WAIT_FOR_LEADER);
            case WON ->
                view.isStandbyCluster()
                        ? Say.does(new Action.Clone(new Origin.Remote()), Rule.BOOTSTRAP_STANDBY_CLUSTER)
                        : Say.does(new Action.Bootstrap(), Rule.BOOTSTRAP);
            case LOST -> Say.waits(Rule.BOOTSTRAP_LOST);
        };
    }

    /** Who could not lead the new cluster leaves it to another member to make one (D-043). */
    private static Optional<Decision> claimed(View view) {
        return Arming.isImpossible(view)
                ? Say.waits(Rule.CLAIM_WITHOUT_WATCHDOG)
                : Say.does(new Action.ClaimBootstrap(), Rule.CLAIM_BOOTSTRAP);
    }

    private static Optional<Decision> copy(View view, Rule rule) {
        boolean bootstrapped = view.cluster().initialization() instanceof Initialization.Done;
        return Members.cloneSource(view, false)
                .filter(source -> bootstrapped)
                .map(source -> new Decision(new Action.Clone(source), rule))
                .or(() -> withoutLeader(view))
                .or(() -> Say.waits(Rule.WAIT_FOR_LEADER));
    }

    /** The data of a cluster that exists may come from a backup, while there is nobody to copy them from (D-066). */
    private static Optional<Decision> withoutLeader(View view) {
        return view.cluster().initialization() instanceof Initialization.Done
                        && view.lease() instanceof Lease.Vacant
                        && view.settings().mayCloneWithoutLeader()
                ? Say.does(new Action.CloneWithoutLeader(), Rule.CLONE_WITHOUT_LEADER)
                : Say.nothing();
    }

    /** A marked directory is never started: the work is done again, or another copy is made (LES-072). */
    private static Optional<Decision> finish(View view, HalfDone.Work work) {
        boolean canRewind = view.settings().rewindAllowed();
        boolean giveUpRewind = view.settings().removeDataAfterFailedRewind()
                && view.memory().rewind().failed().isPresent();
        return switch (work) {
            case CLONE -> copy(view, Rule.CLONE);
            case REWIND -> {
                if (giveUpRewind && Members.leader(view).isPresent()) {
                    yield copy(view, Rule.CLONE_AFTER_REWIND);
                }
                yield FollowTarget.historian(view)
                        .filter(historian -> canRewind)
                        .flatMap(historian -> Rejoin.rewind(view, historian, Rule.FINISH_REWIND))
                        .or(() -> Say.waits(Rule.HALF_DONE));
            }
        };
    }

    private static Optional<Decision> known(View view, SystemIdentifier theirs) {
        if (view.isOfThisCluster()) {
            return view.lease() instanceof Lease.Mine && view.cluster().config().isEmpty()
                    ? Say.does(new Action.WriteConfig(), Rule.RESTORE_CONFIG)
                    : Say.nothing();
        }
        if (view.paused()) {
            return view.lease() instanceof Lease.Mine
                    ? Say.does(new Action.ReleaseLease(Optional.empty()), Rule.RELEASE_FOREIGN_DATA)
                    : Say.waits(Rule.FOREIGN_DATA_PAUSED);
        }
        return removed(view).or(() -> exit(view, theirs));
    }

    /** A primary of another cluster does not go on accepting writes under this cluster's leader, nor as its leader. */
    private static Optional<Decision> removed(View view) {
        boolean standsStill = view.postgres() instanceof Stopped || !(view.isPrimary() || isSilent(view));
        return switch (view.lease()) {
            case Lease.Mine _ ->
                standsStill
                        ? Say.does(new Action.ReleaseLease(Optional.empty()), Rule.RELEASE_BEFORE_LEAVING)
                        : Say.demotes(Demotion.IMMEDIATE, Rule.STOP_FOREIGN_PRIMARY);
            case Lease.Theirs _, Lease.Lost _ ->
                view.isPrimary() ? Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.STOP_FOREIGN_PRIMARY) : Say.nothing();
            case Lease.Vacant _, Lease.Claimed _, Lease.Unanswered _ -> Say.nothing();
        };
    }

    private static boolean isSilent(View view) {
        return view.postgres() instanceof Unresponsive;
    }

    private static Optional<Decision> exit(View view, SystemIdentifier theirs) {
        String ours = view.system().map(SystemIdentifier::digits).orElse("unknown");
        return Say.does(
                new Action.Exit(1, "the data directory has " + ours + ", the cluster " + theirs), Rule.FOREIGN_DATA);
    }

    /** Only the leader, or a primary that nobody leads, may say what the cluster is; a standby never (LES-009). */
    private static Optional<Decision> unknown(View view) {
        return switch (view.lease()) {
            case Lease.Mine _ -> adopt(view, Rule.RESTORE_IDENTITY);
            case Lease.Vacant _ -> {
                boolean fromPrimary = view.isPrimary()
                        || (view.postgres() instanceof Stopped(ControlData control) && control.isFromPrimary());
                if (fromPrimary && !view.paused() && !Members.anotherInitialises(view)) {
                    yield adopt(view, Rule.ADOPT_IDENTITY);
                }
                boolean firstLook = view.memory().lastRole().isEmpty();
                boolean standby = view.postgres() instanceof Running(var facts) && facts.role() == Role.STANDBY;
                yield standby && firstLook && !view.paused()
                        ? Say.does(
                                new Action.Exit(1, "start the agent of the primary first"),
                                Rule.STANDBY_OF_UNKNOWN_CLUSTER)
                        : Say.nothing();
            }
            case Lease.Lost _, Lease.Theirs _, Lease.Claimed _, Lease.Unanswered _ -> Say.nothing();
        };
    }

    private static Optional<Decision> adopt(View view, Rule rule) {
        return view.system().map(system -> new Decision(new Action.WriteInitialize(system), rule));
    }
}
