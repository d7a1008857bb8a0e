package io.regent.agent.performance;

import io.regent.agent.decision.Claim;
import io.regent.agent.decision.View;
import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.ClusterStore;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Initialization;
import io.regent.dcs.Precondition;
import io.regent.dcs.ReadAnswer;
import io.regent.dcs.Versioned;
import io.regent.dcs.WriteAnswer;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.wal.SystemIdentifier;
import java.util.Optional;
import java.util.function.Function;

/** Short conditional writes whose outcome goes back into the view. A lost race shows the cluster as it is now. */
final class StoreQuestions {

    private final ClusterStore store;

    StoreQuestions(ClusterStore store) {
        this.store = store;
    }

    View claimBootstrap(View view) {
        return switch (store.write(ClusterKey.INITIALIZE, "", new Precondition.Absent())) {
            case WriteAnswer.Done _ -> view.with(Claim.WON);
            case WriteAnswer.Conflict _ -> view.with(Claim.LOST);
            case WriteAnswer.Unreachable(String cause) -> view.withSilentDcs(cause);
        };
    }

    View writeInitialize(View view, SystemIdentifier system) {
        Precondition precondition = view.cluster().initialization() instanceof Initialization.Absent
                ? new Precondition.Absent()
                : new Precondition.Anything();
        return learn(
                view,
                store.write(ClusterKey.INITIALIZE, system.digits(), precondition),
                revision -> view.cluster().with(new Initialization.Done(system)));
    }

    View writeConfig(View view, DynamicConfig config) {
        return learn(
                view,
                store.write(ClusterKey.CONFIG, Wire.config(config), new Precondition.Anything()),
                revision -> view.cluster().withConfig(Optional.of(new Versioned<>(config, revision))));
    }

    View clearFailover(View view) {
        return learn(
                view,
                store.write(ClusterKey.FAILOVER, "{}", unchanged(view)),
                revision -> view.cluster().withFailover(Optional.empty()));
    }

    View reduceFailover(View view) {
        var reduced = new FailoverRequest(
                Optional.empty(), view.failover().flatMap(FailoverRequest::candidate), Optional.empty());
        return learn(
                view,
                store.write(ClusterKey.FAILOVER, Wire.failover(reduced), unchanged(view)),
                revision -> view.cluster().withFailover(Optional.of(new Versioned<>(reduced, revision))));
    }

    private static Precondition unchanged(View view) {
        return view.cluster()
                .failover()
                .<Precondition>map(request -> new Precondition.Unchanged(request.revision()))
                .orElseGet(Precondition.Anything::new);
    }

    private View learn(View view, WriteAnswer answer, Function<Long, Cluster> written) {
        return switch (answer) {
            case WriteAnswer.Done(long revision) -> view.with(written.apply(revision));
            case WriteAnswer.Conflict _ -> readAgain(view);
            case WriteAnswer.Unreachable(String cause) -> view.withSilentDcs(cause);
        };
    }

    private View readAgain(View view) {
        return switch (store.read()) {
            case ReadAnswer.Seen(Cluster cluster) -> view.with(cluster);
            case ReadAnswer.Unreachable(String cause) -> view.withSilentDcs(cause);
        };
    }
}
