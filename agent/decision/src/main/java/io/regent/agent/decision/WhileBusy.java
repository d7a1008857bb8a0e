package io.regent.agent.decision;

import io.regent.agent.decision.BackgroundWork.Running;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import java.util.Optional;

/** Background work runs (T2): the lease is kept alive for it, and without the lease nothing may make this node a primary. */
final class WhileBusy {

    private WhileBusy() {}

    static Optional<Decision> decide(View view) {
        if (!(view.work() instanceof Running running)) {
            return Say.nothing();
        }
        return switch (view.lease()) {
            case Lease.Mine _ -> withLock(view, running);
            case Lease.Vacant _, Lease.Lost _, Lease.Theirs _, Lease.Claimed _, Lease.Unanswered _ ->
                withoutLock(view, running);
        };
    }

    private static Optional<Decision> withLock(View view, Running running) {
        return switch (running.task()) {
            case RECOVER, START_PRIMARY, RESTART ->
                startTakesTooLong(view, running) ? givenUp(view) : Say.waits(Rule.BUSY_WITH_LOCK);
            case DEMOTE ->
                running.shutDownAt()
                        .filter(end -> !isOffline(view))
                        .map(end -> HandOver.decide(view, end))
                        .orElseGet(() -> Say.waits(Rule.BUSY_WITH_LOCK));
            case BOOTSTRAP, CUSTOM_BOOTSTRAP, CLONE, START_STANDBY, FOLLOW, COPY_SLOTS, PROMOTE, REWIND ->
                Say.waits(Rule.BUSY_WITH_LOCK);
        };
    }

    /** That server starts again as a standby, and may go on as the leader when the store is back. */
    private static boolean isOffline(View view) {
        return view.memory().demoting().filter(Demotion.OFFLINE::equals).isPresent();
    }

    /** A restart stops the server first, which may take as long as it takes. */
    private static boolean startTakesTooLong(View view, Running running) {
        boolean over = running.task() == Task.RESTART
                ? WhileStarting.takesTooLong(view)
                : running.past().compareTo(view.settings().primaryStartTimeout()) >= 0;
        return over && !view.paused();
    }

    private static Optional<Decision> givenUp(View view) {
        return switch (Takeover.possible(view)) {
            case UNKNOWN -> Say.does(new Action.AskPeers(Members.others(view)), Rule.ASK_BEFORE_GIVING_UP);
            case YES -> Say.demotes(Demotion.IMMEDIATE, Rule.START_TOO_SLOW);
            case NO -> Say.waits(Rule.BUSY_WITH_LOCK);
        };
    }

    /** A server in single-user mode looks like a primary that does not answer, but nobody can commit through it. */
    static boolean letsNobodyIn(View view, Task task) {
        boolean singleUser =
                view.postgres() instanceof PostgresState.Unresponsive && (task == Task.RECOVER || task == Task.REWIND);
        return task == Task.DEMOTE || singleUser;
    }

    private static Optional<Decision> withoutLock(View view, Running running) {
        if (view.paused()) {
            return Say.waits(Rule.BUSY);
        }
        if (Escalation.isDue(view, running)) {
            return Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.DEMOTE_FASTER);
        }
        if (view.isPrimary() && !letsNobodyIn(view, running.task())) {
            return Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.BUSY_WITHOUT_LOCK);
        }
        boolean wasPrimary =
                view.memory().lastRole().filter(Role.PRIMARY::equals).isPresent();
        return switch (running.task()) {
            case PROMOTE ->
                running.committed()
                        ? Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.BUSY_WITHOUT_LOCK)
                        : Say.does(new Action.CancelWork(), Rule.CANCEL_PROMOTION);
            case START_PRIMARY -> Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.BUSY_WITHOUT_LOCK);
            case RESTART ->
                wasPrimary ? Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.BUSY_WITHOUT_LOCK) : Say.waits(Rule.BUSY);
            case BOOTSTRAP, CUSTOM_BOOTSTRAP, CLONE, START_STANDBY, FOLLOW, COPY_SLOTS, DEMOTE, REWIND, RECOVER ->
                Say.waits(Rule.BUSY);
        };
    }
}
