package io.regent.agent.decision;

import io.regent.agent.decision.sync.Wish;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SyncNames;
import java.util.Optional;

/** Whether commits of this cluster wait for standbys, and what is promised about them. */
final class Synchronous {

    private Synchronous() {}

    /** A standby cluster has no commits of its own (HA-149). */
    static boolean isOn(View view) {
        return view.settings().sync().mode() != Settings.Sync.Mode.OFF
                && view.settings().standbyCluster().isEmpty();
    }

    static Wish wish(View view) {
        Settings.Sync sync = view.settings().sync();
        return new Wish(sync.mode() == Settings.Sync.Mode.QUORUM, sync.strict(), sync.nodeCount());
    }

    /** The promise of the store, or else the last one that was read. */
    static Optional<SyncState> promise(View view) {
        return recorded(view).or(() -> view.memory().sync().promise());
    }

    /** The promise of the store. */
    static Optional<SyncState> recorded(View view) {
        return view.cluster().sync().map(Versioned::value);
    }

    /** Whom a running server's commits wait for, or a stopped server's will when it is started. */
    static Optional<SyncNames> inForce(View view) {
        return view.postgres() instanceof PostgresState.Running(ServerFacts facts)
                ? Optional.of(facts.sync().names())
                : view.answers().sync().last();
    }
}
