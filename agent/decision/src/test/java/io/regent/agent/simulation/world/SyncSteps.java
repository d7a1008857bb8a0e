package io.regent.agent.simulation.world;

import io.regent.agent.decision.View;
import io.regent.agent.simulation.engine.Chance;
import io.regent.agent.simulation.engine.Routine;
import io.regent.agent.simulation.server.Server.Phase;
import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.DcsStore;
import io.regent.dcs.Precondition;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import io.regent.dcs.WriteAnswer;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.SyncNames;
import java.util.Optional;

/** The two steps of a change of synchronous replication. */
final class SyncSteps {

    private final Node node;
    private final SimulatedObserver observer;
    private final DcsStore store;
    private final Chance chance;

    SyncSteps(Node node, SimulatedObserver observer, DcsStore store, Chance chance) {
        this.node = node;
        this.observer = observer;
        this.store = store;
        this.chance = chance;
    }

    View waitFor(View view, Optional<SyncNames> names) {
        Routine.sleep(chance.millis(5, 300));
        if (node.server().isHung() || node.server().phase() == Phase.STARTING) {
            return view.with(view.answers().sync().afterFailure());
        }
        node.server().commits().waitFor(names);
        Routine.sleep(chance.millis(1, 200));
        return view.with(observer.server()).with(view.answers().sync().with(names));
    }

    View promise(View view, Optional<SyncState> promise) {
        Precondition unchanged = view.cluster()
                .sync()
                .<Precondition>map(made -> new Precondition.Unchanged(made.revision()))
                .orElseGet(Precondition.Absent::new);
        WriteAnswer answer = promise.map(made -> store.write(ClusterKey.SYNC, Wire.sync(made), unchanged))
                .orElseGet(() -> store.delete(ClusterKey.SYNC, unchanged));
        return switch (answer) {
            case WriteAnswer.Done(long revision) ->
                view.with(view.cluster().withSync(promise.map(made -> new Versioned<>(made, revision))));
            case WriteAnswer.Conflict _ -> readAgain(view);
            case WriteAnswer.Unreachable(String cause) -> view.withSilentDcs(cause);
        };
    }

    private View readAgain(View view) {
        return switch (store.read()) {
            case ReadAnswer.Seen(Cluster cluster) ->
                view.with(cluster).with(view.answers().sync().afterFailure());
            case ReadAnswer.Unreachable(String cause) -> view.withSilentDcs(cause);
        };
    }
}
