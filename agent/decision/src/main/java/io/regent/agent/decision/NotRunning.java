package io.regent.agent.decision;

import io.regent.agent.decision.BackgroundWork.Failed;
import io.regent.agent.decision.BackgroundWork.Succeeded;
import io.regent.dcs.MemberName;
import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState.Stopped;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.Optional;

/** The data is there, and no server runs on it (T7). */
final class NotRunning {

    private NotRunning() {}

    static Optional<Decision> decide(View view) {
        if (!(view.postgres() instanceof Stopped(ControlData control))) {
            return Say.nothing();
        }
        boolean mine = view.lease() instanceof Lease.Mine;
        if (view.paused()) {
            return mine
                    ? Say.does(new Action.ReleaseLease(HandOver.endOfLog(view)), Rule.RELEASE_STOPPED_PAUSED)
                    : stoppedInPause(view, control);
        }
        return mine ? withLock(view, control) : withoutLock(view, control);
    }

    /** Nothing is started in pause but what an operator's own request stopped, once somebody else leads (HA-165). */
    private static Optional<Decision> stoppedInPause(View view, ControlData control) {
        return Members.leader(view)
                .filter(leader -> view.memory().mayRejoinPaused())
                .flatMap(leader -> behind(view, control, Rule.START_AS_STANDBY))
                .or(() -> Say.waits(Rule.STOPPED_PAUSED));
    }

    private static Optional<Decision> withLock(View view, ControlData control) {
        if (view.memory().steppingDown()) {
            return Say.does(new Action.ReleaseLease(HandOver.endOfLog(view)), Rule.RELEASE_AFTER_STEPPING_DOWN);
        }
        if (view.work() instanceof Failed(Task task, String _) && isStart(task)) {
            return Say.does(new Action.ReleaseLease(HandOver.endOfLog(view)), Rule.RELEASE_AFTER_FAILED_START);
        }
        if (view.isStandbyCluster()) {
            return needsRecovery(view, control)
                    ? Say.does(new Action.RecoverCrash(), Rule.RECOVER)
                    : behind(view, control, Rule.START_AS_STANDBY_LEADER);
        }
        boolean crashed = view.memory().lastRole().filter(Role.PRIMARY::equals).isPresent() && control.isFromPrimary();
        if (crashed && view.settings().primaryStartTimeout().isZero()) {
            return withoutPatience(view);
        }
        if (crashed) {
            return CrashLoop.decide(view);
        }
        return needsRecovery(view, control)
                ? Say.does(new Action.RecoverCrash(), Rule.RECOVER)
                : Say.does(new Action.StartStandby(Optional.empty()), Rule.START_READ_ONLY);
    }

    private static Optional<Decision> withoutPatience(View view) {
        return switch (Takeover.possible(view)) {
            case UNKNOWN -> Say.does(new Action.AskPeers(Members.others(view)), Rule.ASK_BEFORE_GIVING_UP);
            case YES -> Say.does(new Action.ReleaseLease(Optional.empty()), Rule.RELEASE_INSTEAD_OF_START);
            case NO -> inPlace(view);
        };
    }

    /** Starts the crashed primary where it is, if the watchdog allows a primary. */
    static Optional<Decision> inPlace(View view) {
        var withoutWatchdog =
                new Decision(new Action.ReleaseLease(HandOver.endOfLog(view)), Rule.RELEASE_WITHOUT_WATCHDOG);
        return Arming.decide(view, withoutWatchdog)
                .or(() -> SyncBeforeWriting.started(view))
                .or(() -> Say.does(new Action.StartPrimary(), Rule.RESTART_CRASHED));
    }

    private static Optional<Decision> withoutLock(View view, ControlData control) {
        Optional<MemberName> leader = Members.leader(view);
        if (leader.isEmpty() && hasJustSteppedDown(view)) {
            return Say.waits(Rule.LET_OTHERS_WIN);
        }
        boolean worthRecovering = leader.isEmpty() || view.settings().rewindAllowed();
        if (worthRecovering && needsRecovery(view, control)) {
            return Say.does(new Action.RecoverCrash(), Rule.RECOVER);
        }
        return behind(view, control, Rule.START_AS_STANDBY);
    }

    /** Starts as a standby of whom it may be one, once the histories were compared if there is anybody to compare with. */
    private static Optional<Decision> behind(View view, ControlData control, Rule rule) {
        var start = new Action.StartStandby(FollowTarget.of(view).upstream());
        Optional<Origin> historian = FollowTarget.historian(view);
        if (historian.isEmpty() || !view.memory().divergenceDue()) {
            return Say.does(start, rule);
        }
        if (view.divergence().isEmpty()) {
            return Say.does(new Action.ExamineDivergence(historian.orElseThrow()), Rule.COMPARE_BEFORE_START);
        }
        return switch (view.divergence().orElseThrow()) {
            case Divergence.Follows _ -> Say.does(start, rule);
            case Divergence.NotKnown _ -> uncompared(view, control, start, rule);
            case Divergence.Irreconcilable _ ->
                Rejoin.decide(view, historian.orElseThrow()).or(() -> Say.waits(Rule.IRRECONCILABLE));
            case Divergence.Diverged _ ->
                Rejoin.decide(view, historian.orElseThrow()).or(() -> Say.does(start, Rule.START_DIVERGED));
        };
    }

    /** A running server can be compared later; until then it follows nobody that it may be mistaken about (LES-023). */
    private static Optional<Decision> uncompared(View view, ControlData control, Action.StartStandby start, Rule rule) {
        if (mustWait(view, control)) {
            return Say.waits(Rule.WAIT_TO_COMPARE);
        }
        return Following.needsProof(view, control.newestTimeline())
                ? Say.does(new Action.StartStandby(Optional.empty()), Rule.START_UNCOMPARED)
                : Say.does(start, rule);
    }

    /**
     * A former primary that was stopped cleanly would lose the proof of where it ended. A remote may be a standby itself that is
     * promoted later on (HA-153), so there is nothing to wait for.
     */
    private static boolean mustWait(View view, ControlData control) {
        return control.isFromPrimary() && !control.isUncleanPrimary() && !view.isStandbyCluster();
    }

    private static boolean needsRecovery(View view, ControlData control) {
        boolean freshCopy = view.work() instanceof Succeeded(Task task) && task == Task.CLONE;
        return control.isUncleanPrimary() && !freshCopy && !view.memory().recoveryUsed();
    }

    private static boolean isStart(Task task) {
        return task == Task.START_PRIMARY || task == Task.START_STANDBY;
    }

    private static boolean hasJustSteppedDown(View view) {
        return view.memory()
                .releasedAt()
                .map(at -> Duration.ofNanos(view.now() - at)
                                .compareTo(view.settings().loopWait())
                        < 0)
                .orElse(false);
    }
}
