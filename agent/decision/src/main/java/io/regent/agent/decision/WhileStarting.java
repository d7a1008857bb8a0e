package io.regent.agent.decision;

import io.regent.postgres.PostgresState.Starting;
import java.time.Duration;
import java.util.Optional;

/**
 * A postmaster runs but does not accept connections yet, and no work of ours is the reason (T3). The moment it does is not ours to
 * choose, so a server that would then accept writes is stopped as soon as the lease is not ours, while it is still harmless.
 */
final class WhileStarting {

    private WhileStarting() {}

    static Optional<Decision> decide(View view) {
        if (!(view.postgres() instanceof Starting)) {
            return Say.nothing();
        }
        if (view.paused()) {
            return Say.waits(Rule.STARTING_PAUSED);
        }
        return switch (view.lease()) {
            case Lease.Lost _ -> Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.STARTING_LOST);
            case Lease.Mine _ -> withinStartTimeout(view);
            case Lease.Vacant _, Lease.Theirs _ ->
                view.startsAsPrimary()
                        ? Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.STARTING_WITHOUT_LOCK)
                        : Say.waits(Rule.STARTING);
            case Lease.Claimed _, Lease.Unanswered _ -> Say.waits(Rule.STARTING);
        };
    }

    private static Optional<Decision> withinStartTimeout(View view) {
        if (!takesTooLong(view)) {
            return Say.waits(Rule.STARTING);
        }
        return switch (Takeover.possible(view)) {
            case UNKNOWN -> Say.does(new Action.AskPeers(Members.others(view)), Rule.ASK_BEFORE_GIVING_UP);
            case YES -> Say.demotes(Demotion.IMMEDIATE, Rule.STARTING_TIMEOUT);
            case NO -> Say.waits(Rule.STARTING);
        };
    }

    /** Whether the time is over that the server has for its start, be it the operator's for this one restart (D-213). */
    static boolean takesTooLong(View view) {
        Memory memory = view.memory();
        Duration starting = Duration.ofNanos(view.now() - memory.startingSince().orElse(view.now()));
        Duration limit = memory.startLimit().orElse(view.settings().primaryStartTimeout());
        return view.postgres() instanceof Starting && starting.compareTo(limit) >= 0;
    }
}
