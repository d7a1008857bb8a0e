package io.regent.agent.decision;

import io.regent.agent.decision.BackgroundWork.Running;
import io.regent.postgres.PostgresState;
import io.regent.postgres.PostgresState.HalfDone;
import io.regent.postgres.PostgresState.NoData;
import io.regent.postgres.PostgresState.Starting;
import io.regent.postgres.PostgresState.Stopped;
import io.regent.postgres.PostgresState.UnreadableData;
import io.regent.postgres.PostgresState.Unresponsive;
import java.util.Optional;

/** The agent was told to stop (T15): the server first, then the lease, then the agent. Needs no store (LES-051). */
final class Shutdown {

    private Shutdown() {}

    static Optional<Decision> decide(View view) {
        if (!view.stopping()) {
            return Say.nothing();
        }
        if (view.paused()) {
            return Say.does(new Action.Exit(0, "PostgreSQL goes on without an agent"), Rule.LEAVE_PAUSED);
        }
        if (view.lease() instanceof Lease.Claimed) {
            return Say.does(new Action.RenewLease(), Rule.CONFIRM_LEASE);
        }
        if (view.memory().bootstrapping() && !(view.lease() instanceof Lease.Mine)) {
            return Say.does(new Action.AbandonBootstrap("the agent was told to stop"), Rule.ABANDON_AT_STOP);
        }
        return view.work() instanceof Running running ? whileBusy(view, running) : whenIdle(view);
    }

    private static Optional<Decision> whileBusy(View view, Running running) {
        if (running.task() != Task.DEMOTE) {
            return Say.demotes(kind(view), Rule.STOP_SERVER);
        }
        if (Escalation.isDue(view, running)) {
            return Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.DEMOTE_FASTER);
        }
        boolean mine = view.lease() instanceof Lease.Mine;
        return mine && running.shutDownAt().isPresent()
                ? HandOver.decide(view, running.shutDownAt().orElseThrow())
                : Say.waits(Rule.STOPPING);
    }

    private static Optional<Decision> whenIdle(View view) {
        return switch (view.postgres()) {
            case PostgresState.Running _, Starting _, Unresponsive _ ->
                Release.decide(view).or(() -> Say.demotes(kind(view), Rule.STOP_SERVER));
            case NoData _, HalfDone _, UnreadableData _ -> withoutData(view);
            case Stopped _ -> leave(view);
        };
    }

    private static Optional<Decision> withoutData(View view) {
        if (view.lease() instanceof Lease.Mine && DataDirectory.mayStillRun(view)) {
            return Say.demotes(Demotion.IMMEDIATE, Rule.STOP_WITHOUT_DATA);
        }
        return view.isPrimary() ? Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.STOP_WITHOUT_DATA) : leave(view);
    }

    private static Optional<Decision> leave(View view) {
        return view.lease() instanceof Lease.Mine
                ? Say.does(new Action.ReleaseLease(HandOver.endOfLog(view)), Rule.RELEASE_AT_STOP)
                : Say.does(new Action.Exit(0, "PostgreSQL is stopped"), Rule.STOPPED);
    }

    /** A checkpoint beforehand is for a primary that may go on accepting writes meanwhile. */
    private static Demotion kind(View view) {
        return switch (view.lease()) {
            case Lease.Lost _, Lease.Theirs _, Lease.Vacant _ ->
                view.isPrimary() ? Demotion.IMMEDIATE_NOLOCK : Demotion.GRACEFUL;
            case Lease.Mine _, Lease.Claimed _, Lease.Unanswered _ -> Demotion.GRACEFUL;
        };
    }
}
