package io.regent.agent.decision;

import io.regent.postgres.PostgresState.Starting;
import java.time.Duration;
import java.util.Optional;

/** A postmaster runs but does not accept connections yet, and no work of ours is the reason (T3). */
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
            case Lease.Vacant _, Lease.Theirs _, Lease.Claimed _, Lease.Unanswered _ -> Say.waits(Rule.STARTING);
        };
    }

    private static Optional<Decision> withinStartTimeout(View view) {
        Duration starting =
                Duration.ofNanos(view.now() - view.memory().startingSince().orElse(view.now()));
        if (starting.compareTo(view.settings().primaryStartTimeout()) < 0) {
            return Say.waits(Rule.STARTING);
        }
        return switch (Takeover.possible(view)) {
            case UNKNOWN -> Say.does(new Action.AskPeers(Members.others(view)), Rule.ASK_BEFORE_GIVING_UP);
            case YES -> Say.demotes(Demotion.IMMEDIATE, Rule.STARTING_TIMEOUT);
            case NO -> Say.waits(Rule.STARTING);
        };
    }
}
