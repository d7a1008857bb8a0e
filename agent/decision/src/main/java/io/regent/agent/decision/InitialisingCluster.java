package io.regent.agent.decision;

import io.regent.agent.decision.BackgroundWork.Failed;
import io.regent.agent.decision.BackgroundWork.Running;
import io.regent.dcs.Initialization;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.SystemIdentifier;
import java.util.Optional;

/**
 * This member initialises the cluster (T4): when the new server runs, its identity, then the settings, then the lease are
 * written. Until then nobody else can use the cluster, and a failure gives the right back (HA-095, HA-096). A standby cluster begins
 * with a copy of the remote primary, which is started as a standby, and so it has the remote's identity (HA-102).
 */
final class InitialisingCluster {

    private InitialisingCluster() {}

    static Optional<Decision> decide(View view) {
        if (!view.memory().bootstrapping()) {
            return Say.nothing();
        }
        if (view.work() instanceof Running) {
            return Say.waits(Rule.BOOTSTRAPPING);
        }
        if (view.work() instanceof Failed(Task _, String reason)) {
            return Say.does(new Action.AbandonBootstrap(reason), Rule.BOOTSTRAP_FAILED);
        }
        return switch (view.postgres()) {
            case PostgresState.Running(ServerFacts facts)
            when view.isPrimary() != view.isStandbyCluster() -> record(view, facts);
            case PostgresState.Stopped _
            when view.isStandbyCluster() ->
                Say.does(new Action.StartStandby(FollowTarget.of(view).upstream()), Rule.BOOTSTRAP_STANDBY_CLUSTER);
            case PostgresState.Starting _ when view.isStandbyCluster() -> Say.waits(Rule.BOOTSTRAPPING);
            case PostgresState.Unresponsive _ when view.isStandbyCluster() -> Say.waits(Rule.BOOTSTRAPPING);
            case PostgresState.Running _,
                    PostgresState.Stopped _,
                    PostgresState.Starting _,
                    PostgresState.Unresponsive _,
                    PostgresState.NoData _,
                    PostgresState.UnreadableData _,
                    PostgresState.HalfDone _ ->
                Say.does(new Action.AbandonBootstrap("PostgreSQL does not run"), Rule.BOOTSTRAP_FAILED);
        };
    }

    private static Optional<Decision> record(View view, ServerFacts facts) {
        if (view.cluster().initialization() instanceof Initialization.Done(SystemIdentifier theirs)
                && !theirs.equals(facts.system())) {
            return Say.does(
                    new Action.AbandonBootstrap("the cluster has meanwhile become " + theirs), Rule.BOOTSTRAP_FAILED);
        }
        var withoutWatchdog = new Decision(
                new Action.AbandonBootstrap("nobody may lead without one"), Rule.BOOTSTRAP_WITHOUT_WATCHDOG);
        return Optional.of(view)
                .filter(found -> found.lease() instanceof Lease.Vacant)
                .flatMap(found -> Arming.decide(found, withoutWatchdog))
                .or(() -> write(view, facts));
    }

    private static Optional<Decision> write(View view, ServerFacts facts) {
        if (!view.isOfThisCluster()) {
            return Say.does(new Action.WriteInitialize(facts.system()), Rule.WRITE_IDENTITY);
        }
        if (view.cluster().config().isEmpty()) {
            return Say.does(new Action.WriteConfig(), Rule.WRITE_FIRST_CONFIG);
        }
        return view.lease() instanceof Lease.Vacant
                ? SyncBeforeWriting.initialised(view)
                        .or(() -> Say.does(new Action.AcquireLease(), Rule.LEAD_NEW_CLUSTER))
                : Say.nothing();
    }
}
