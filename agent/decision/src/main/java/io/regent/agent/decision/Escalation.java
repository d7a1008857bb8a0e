package io.regent.agent.decision;

import io.regent.agent.decision.BackgroundWork.Running;
import java.time.Duration;

/**
 * Whether a gentle demotion has to give way to a faster one: clients may commit until the server is down, and that is
 * allowed for no longer than the lease lasts (DESIGN.md, safety rule 3).
 */
final class Escalation {

    private Escalation() {}

    static boolean isDue(View view, Running running) {
        boolean gentle = view.memory().demoting().filter(Demotion::isGentle).isPresent();
        return gentle
                && running.task() == Task.DEMOTE
                && running.shutDownAt().isEmpty()
                && mayCommit(view)
                && isLeaseOver(view);
    }

    private static boolean mayCommit(View view) {
        return view.isPrimary() || view.startsAsPrimary();
    }

    private static boolean isLeaseOver(View view) {
        return switch (view.lease()) {
            case Lease.Mine _, Lease.Claimed _ -> false;
            case Lease.Lost _, Lease.Theirs _, Lease.Vacant _ -> true;
            case Lease.Unanswered _ -> endsBeforeNextTurn(view);
        };
    }

    private static boolean endsBeforeNextTurn(View view) {
        Settings settings = view.settings();
        Duration needed = settings.loopWait().plus(settings.fenceMargin().multipliedBy(2));
        return view.memory()
                .confirmedUntil()
                .map(until -> until.minus(needed).passedAt(view.now()))
                .orElse(true);
    }
}
