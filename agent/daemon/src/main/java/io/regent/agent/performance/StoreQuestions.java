package io.regent.agent.performance;

import io.regent.agent.configuration.LiveSettings;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Short conditional writes whose outcome goes back into the view. A lost race shows the cluster as it is now. */
final class StoreQuestions {

    private static final Logger LOG = LoggerFactory.getLogger(StoreQuestions.class);

    private final ClusterStore store;
    private final LiveSettings settings;

    StoreQuestions(ClusterStore store, LiveSettings settings) {
        this.store = store;
        this.settings = settings;
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

    /**
     * Gives the right to initialise back, if this member still has it: the key is empty, or holds the identity of the data
     * that were given up (HA-096).
     */
    void giveBootstrapBack(View view) {
        switch (store.read()) {
            case ReadAnswer.Seen(Cluster cluster) -> {
                if (isOurs(cluster.initialization(), view)) {
                    tellIfSilent(store.delete(ClusterKey.INITIALIZE, new Precondition.Anything()));
                }
            }
            case ReadAnswer.Unreachable(String cause) -> tellIfSilent(new WriteAnswer.Unreachable(cause));
        }
    }

    private static boolean isOurs(Initialization key, View view) {
        return switch (key) {
            case Initialization.InProgress _ -> true;
            case Initialization.Done(SystemIdentifier system) ->
                view.system().filter(system::equals).isPresent();
            case Initialization.Absent _, Initialization.Garbage _ -> false;
        };
    }

    private static void tellIfSilent(WriteAnswer answer) {
        if (answer instanceof WriteAnswer.Unreachable(String cause)) {
            LOG.error("The initialize key could not be removed, nobody else can bootstrap the cluster: {}", cause);
        }
    }

    /** The settings that this node knows. */
    View writeConfig(View view) {
        DynamicConfig config = settings.dynamic();
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

    /** The view with the cluster as it is now. */
    View readAgain(View view) {
        return switch (store.read()) {
            case ReadAnswer.Seen(Cluster cluster) -> view.with(cluster);
            case ReadAnswer.Unreachable(String cause) -> view.withSilentDcs(cause);
        };
    }
}
