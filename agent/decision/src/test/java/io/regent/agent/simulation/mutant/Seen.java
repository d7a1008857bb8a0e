package io.regent.agent.simulation.mutant;

import io.regent.agent.cycle.Observer;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Memory;
import io.regent.agent.decision.View;
import io.regent.dcs.Cluster;
import io.regent.dcs.History;
import io.regent.dcs.Initialization;
import io.regent.dcs.Status;
import io.regent.dcs.Versioned;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What a mutant sees instead of what is there. */
final class Seen {

    /** How many cycles what is seen is old, now and then. */
    private static final int AGE = 4;

    private Seen() {}

    /** Nothing is known of earlier timelines until this member is a primary. */
    static View withoutHistory(View view) {
        return stands(view) ? view.with(Altered.with(view.cluster(), "history", History.EMPTY)) : view;
    }

    /** Nothing is known of the last leader's position until this member is a primary. */
    static View withoutLastPosition(View view) {
        return stands(view) ? view.with(Altered.with(view.cluster(), "status", Status.NONE)) : view;
    }

    /** A promise that one vote fulfils, until this member is a primary. */
    static View withoutVotes(View view) {
        return stands(view)
                ? view.with(view.cluster()
                        .withSync(view.cluster()
                                .sync()
                                .map(made ->
                                        new Versioned<>(Altered.with(made.value(), "quorum", 0), made.revision()))))
                : view;
    }

    /** Nobody is about to initialise the cluster. */
    static View withoutInitialisation(View view) {
        boolean begun = view.dcs() instanceof DcsView.Seen(Cluster seen)
                && seen.initialization() instanceof Initialization.InProgress;
        return begun ? view.with(view.cluster().with(new Initialization.Absent())) : view;
    }

    static View paused(View view, boolean paused) {
        return Altered.with(view, "settings", Altered.with(view.settings(), "paused", paused));
    }

    static View withoutWork(View view) {
        return view.work() instanceof BackgroundWork.Running ? view.with(new BackgroundWork.Idle()) : view;
    }

    /** This member has promised nothing to a leader without the store. */
    static View withoutPromise(View view) {
        return Altered.with(view, "notice", Optional.empty());
    }

    static View forgetful(View view) {
        return Altered.with(view, "memory", Memory.NEW);
    }

    static View server(View view, PostgresState other) {
        return Altered.with(view, "postgres", other);
    }

    /** Every fifth look shows the cluster as it was four looks before. */
    static Observer lookingBack(Observer real) {
        Deque<Cluster> earlier = new ArrayDeque<>();
        return memory -> {
            View view = real.observe(memory);
            if (!(view.dcs() instanceof DcsView.Seen)) {
                return view;
            }
            if (earlier.size() == AGE) {
                View old = view.with(earlier.removeFirst());
                earlier.clear();
                return old;
            }
            earlier.addLast(view.cluster());
            return view;
        };
    }

    /** Nobody leads, or this member has only just begun to. */
    private static boolean stands(View view) {
        boolean standby = view.postgres() instanceof PostgresState.Running(var facts) && facts.role() == Role.STANDBY;
        boolean leads = view.lease() instanceof Lease.Mine;
        return view.dcs() instanceof DcsView.Seen && (view.lease() instanceof Lease.Vacant || (leads && standby));
    }
}
