package io.regent.agent.decision;

import io.regent.agent.decision.BackgroundWork.Running;
import java.time.Duration;
import java.util.Optional;

/**
 * The server runs and is not well: its disk takes no writes, or it lets nobody in (LES-046, LES-047). A leader gives up when another
 * member can take over; a standby does not race. Without a successor a sick leader is better than none, and goes on.
 */
final class Ailing {

    private Ailing() {}

    /**
     * A leader whose disk hangs does not renew the lease: a server that waits for its disk cannot be seen to end, but it is fenced
     * before the lease ends, which needs no disk.
     */
    static Optional<Decision> withoutRenewing(View view) {
        boolean concerns = view.lease() instanceof Lease.Claimed && isDiskStalled(view) && !view.paused();
        if (!concerns) {
            return Say.nothing();
        }
        if (view.work() instanceof Running running && running.task() == Task.DEMOTE) {
            return Say.waits(Rule.DISK_STALLED);
        }
        return givenUp(view, Rule.DISK_STALLED);
    }

    /** A leader whose server lets nobody in stops it, and then gives the lease up. */
    static Optional<Decision> decide(View view) {
        boolean concerns = view.lease() instanceof Lease.Mine
                && view.isPrimary()
                && isClosed(view)
                && !view.paused()
                && !(view.work() instanceof Running);
        return concerns ? givenUp(view, Rule.SERVER_HUNG) : Say.nothing();
    }

    /** Whether this member had better not lead. */
    static boolean isSick(View view) {
        return isDiskStalled(view) || isClosed(view);
    }

    /** Whether a primary that nobody leads leaves the lease to another member, after the peers were asked. */
    static boolean yields(View view) {
        return isSick(view) && Takeover.possible(view) == Takeover.YES;
    }

    private static Optional<Decision> givenUp(View view, Rule rule) {
        return switch (Takeover.possible(view)) {
            case UNKNOWN -> Say.does(new Action.AskPeers(Members.others(view)), Rule.ASK_BEFORE_GIVING_UP);
            case YES ->
                hasNothingToStop(view)
                        ? Say.does(new Action.ReleaseLease(Optional.empty()), rule)
                        : Say.demotes(Demotion.IMMEDIATE, rule);
            case NO -> Say.nothing();
        };
    }

    /** Whether the server accepts no writes, and will not, so that the lease can go at once. */
    private static boolean hasNothingToStop(View view) {
        return !view.isPrimary() && !view.startsAsPrimary() && !(view.work() instanceof Running);
    }

    private static boolean isDiskStalled(View view) {
        Duration limit = view.settings().fencing().diskProbeTimeout();
        return limit.isPositive() && view.vitals().diskSilentFor().compareTo(limit) >= 0;
    }

    private static boolean isClosed(View view) {
        int limit = view.settings().fencing().connectionFailures();
        return limit > 0 && view.vitals().failedConnections() >= limit;
    }
}
