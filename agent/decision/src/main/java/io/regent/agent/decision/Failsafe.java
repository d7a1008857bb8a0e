package io.regent.agent.decision;

import io.regent.postgres.PostgresState;
import java.util.Optional;

/**
 * The failsafe mode (T1, HA-168): a primary whose lease, or whose members' last consent, has not ended goes on without the store
 * for as long as every member that could take the lease consents. The argument that nobody else leads meanwhile is in
 * docs/decisions/0013-failsafe.md.
 */
final class Failsafe {

    private Failsafe() {}

    /** For a running primary and a silent store; nothing when the mode does not apply, and the primary has to be demoted. */
    static Optional<Decision> decide(View view) {
        if (!applies(view)) {
            return Say.nothing();
        }
        return switch (view.answers().votes()) {
            case FailsafeVotes.NotAsked _ ->
                Say.does(new Action.AskFailsafe(FailsafeMembers.voters(view)), Rule.ASK_FAILSAFE);
            case FailsafeVotes.Accepted _ -> Say.waits(Rule.LEAD_BY_CONSENT);
            case FailsafeVotes.Refused _ -> Say.demotes(Demotion.OFFLINE, Rule.FAILSAFE_REFUSED);
        };
    }

    /** A missing or unreadable list, or one without this member, is as good as no mode at all (HA-169). */
    private static boolean applies(View view) {
        boolean stillLeads = view.memory()
                .confirmedUntil()
                .filter(until -> !until.passedAt(view.now()))
                .isPresent();
        return view.settings().failsafe()
                && view.lease() instanceof Lease.Unanswered
                && !view.isWithoutData()
                && stillLeads
                && FailsafeMembers.isListed(view);
    }

    /**
     * A promise that this member knows of binds it even if the store names it as the holder, by a request of old that came late:
     * the lease is given back (LES-131).
     */
    static Optional<Decision> keepsPromise(View view) {
        boolean harmless = view.postgres() instanceof PostgresState.Stopped
                || (view.postgres() instanceof PostgresState.Running && !view.isPrimary());
        boolean bound = view.lease() instanceof Lease.Claimed
                && harmless
                && view.notice().filter(notice -> notice.isActiveAt(view.now())).isPresent();
        return bound ? Say.does(new Action.ReleaseLease(Optional.empty()), Rule.RELEASE_PROMISED) : Say.nothing();
    }

    /** Why this standby may not take a vacant lease; empty when it may. */
    static Optional<Rule> forbids(View view) {
        if (FailsafeMembers.leavesOut(view)) {
            return Optional.of(Rule.NOT_LISTED);
        }
        return mayHavePromised(view) ? Optional.of(Rule.MAY_HAVE_PROMISED) : Optional.empty();
    }

    /** Promises are not kept on disk: a new agent waits until every promise that a former one may have given is over. */
    private static boolean mayHavePromised(View view) {
        boolean alone =
                FailsafeMembers.isListed(view) && view.cluster().failsafe().size() == 1;
        long running = view.now() - FailsafePast.firstTurnAt(view);
        return view.settings().failsafe()
                && !alone
                && running < view.settings().ttl().toNanos();
    }
}
