package io.regent.agent.decision;

import io.regent.agent.decision.BackgroundWork.Running;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import java.util.Optional;

/**
 * The store did not answer (T1). Nobody knows who holds the lease, so nobody may accept writes unless all members consent;
 * everything else stays as it is.
 */
final class WithoutDcs {

    private WithoutDcs() {}

    static Optional<Decision> decide(View view) {
        boolean silent = view.dcs() instanceof DcsView.Silent || view.lease() instanceof Lease.Unanswered;
        if (!silent) {
            return Say.nothing();
        }
        if (view.paused()) {
            return Say.waits(Rule.DCS_SILENT_PAUSED);
        }
        if (view.memory().bootstrapping()) {
            return Say.waits(Rule.BOOTSTRAP_WITHOUT_DCS);
        }
        if (view.work() instanceof Running running) {
            return Escalation.isDue(view, running) ? demotes(view) : whileBusy(view, running.task());
        }
        if (view.isPrimary()) {
            return Failsafe.decide(view).or(() -> demotes(view));
        }
        if (view.startsAsPrimary()) {
            return demotes(view);
        }
        return Say.waits(view.postgres() instanceof PostgresState.Running ? Rule.DCS_SILENT_STANDBY : Rule.DCS_SILENT);
    }

    private static Optional<Decision> whileBusy(View view, Task task) {
        if (view.isPrimary() && !WhileBusy.letsNobodyIn(view, task)) {
            return demotes(view);
        }
        boolean wasPrimary =
                view.memory().lastRole().filter(Role.PRIMARY::equals).isPresent();
        return switch (task) {
            case DEMOTE -> Say.waits(Rule.DCS_SILENT_DEMOTING);
            case PROMOTE, START_PRIMARY -> demotes(view);
            case RESTART -> wasPrimary ? demotes(view) : Say.waits(Rule.DCS_SILENT_STANDBY);
            case BOOTSTRAP, CUSTOM_BOOTSTRAP, CLONE, START_STANDBY, FOLLOW, COPY_SLOTS, REWIND, RECOVER ->
                Say.waits(Rule.DCS_SILENT);
        };
    }

    /** Without data there is nothing to start again read-only. */
    private static Optional<Decision> demotes(View view) {
        return Say.demotes(view.isWithoutData() ? Demotion.IMMEDIATE_NOLOCK : Demotion.OFFLINE, Rule.DCS_SILENT_DEMOTE);
    }
}
