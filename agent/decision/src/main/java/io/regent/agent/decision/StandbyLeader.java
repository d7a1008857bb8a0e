package io.regent.agent.decision;

import io.regent.dcs.MemberName;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import java.util.Optional;

/**
 * The leader of a cluster that replicates another one: it holds the lease, streams from the remote primary, and never becomes a
 * primary while the section {@code standby_cluster} is there (HA-152, D-172).
 */
final class StandbyLeader {

    private StandbyLeader() {}

    /** The lease is confirmed (D-172). Empty in a cluster of its own. */
    static Optional<Decision> lead(View view) {
        if (!view.isStandbyCluster()) {
            return Say.nothing();
        }
        if (view.isPrimary()) {
            return asPrimary(view);
        }
        return switch (view.postgres()) {
            case PostgresState.Running(ServerFacts facts) -> asStandby(view, facts);
            case PostgresState.Unresponsive _,
                    PostgresState.NoData _,
                    PostgresState.UnreadableData _,
                    PostgresState.HalfDone _,
                    PostgresState.Stopped _,
                    PostgresState.Starting _ -> Say.waits(Rule.STANDBY_LEADER_SILENT);
        };
    }

    private static Optional<Decision> asStandby(View view, ServerFacts facts) {
        if (view.paused()) {
            return Following.decide(view, facts);
        }
        return SwitchoverRequest.decide(view)
                .or(() -> PrimaryDuties.withdrawn(view))
                .or(() -> Following.decide(view, facts));
    }

    /** Not in pause: there a primary goes on until the operator says so (T16, 3). */
    private static Optional<Decision> asPrimary(View view) {
        if (view.paused()) {
            return Say.waits(Rule.LEAD);
        }
        return SwitchoverRequest.decide(view)
                .or(() -> Say.demotes(Demotion.TO_STANDBY_CLUSTER, Rule.BECOME_STANDBY_CLUSTER));
    }

    /**
     * What a member does about the remote while nobody leads and it does not get the lease itself: it follows it until somebody
     * does (HA-154). A question about the race goes first.
     */
    static Optional<Decision> whileNobodyLeads(View view, ServerFacts facts, Optional<Decision> race) {
        boolean loses =
                race.map(Decision::action).filter(Action.Wait.class::isInstance).isPresent();
        return view.isStandbyCluster() && loses && !view.paused()
                ? Following.redirected(view, facts).or(() -> race)
                : race;
    }

    /** How a primary gives way that has no lease to keep (D-131, D-178). */
    static Demotion withoutLease(View view) {
        return view.isStandbyCluster() ? Demotion.TO_STANDBY_CLUSTER : Demotion.IMMEDIATE_NOLOCK;
    }

    /**
     * Whether this member was the last to lead, as far as anybody knows. Nobody accepts writes here, so it takes the lease back, in
     * pause as well, also after the store was emptied; then it puts back what was there (LES-009, LES-129).
     */
    static boolean mayTakeBack(View view) {
        Optional<MemberName> last = view.memory().lastLed().flatMap(cluster -> cluster.leader());
        return view.isStandbyCluster() && last.filter(view.me()::equals).isPresent();
    }
}
