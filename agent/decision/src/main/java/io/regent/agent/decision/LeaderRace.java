package io.regent.agent.decision;

import io.regent.dcs.Initialization;
import io.regent.postgres.PostgresState.HalfDone;
import io.regent.postgres.PostgresState.NoData;
import io.regent.postgres.PostgresState.Running;
import io.regent.postgres.PostgresState.Starting;
import io.regent.postgres.PostgresState.Stopped;
import io.regent.postgres.PostgresState.UnreadableData;
import io.regent.postgres.PostgresState.Unresponsive;
import io.regent.postgres.Role;
import io.regent.postgres.ServerFacts;
import java.util.Optional;

/** Nobody holds the lease (T11). */
final class LeaderRace {

    private LeaderRace() {}

    static Optional<Decision> decide(View view) {
        if (!(view.lease() instanceof Lease.Vacant)) {
            return Say.nothing();
        }
        return switch (view.postgres()) {
            case Running(ServerFacts facts) ->
                facts.role() == Role.PRIMARY
                        ? asPrimary(view, facts)
                        : StandbyLeader.whileNobodyLeads(
                                view, facts, RaceBackoff.decide(view, facts).or(() -> Candidacy.decide(view, facts)));
            case Unresponsive _ -> withoutAnswer(view);
            case NoData _, UnreadableData _, HalfDone _, Stopped _, Starting _ -> Say.nothing();
        };
    }

    private static Optional<Decision> withoutAnswer(View view) {
        if (view.paused()) {
            return Say.waits(Rule.NO_LEADER_PAUSED);
        }
        return view.isPrimary()
                ? Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.UNVERIFIED_PRIMARY)
                : Say.waits(Rule.SILENT_SERVER);
    }

    /** A primary without a leader takes the lease back, unless the cluster has moved on without it (HA-062, LES-019). */
    private static Optional<Decision> asPrimary(View view, ServerFacts facts) {
        if (view.paused()) {
            if (!mayLeadPaused(view)) {
                return Say.waits(Rule.NO_LEADER_PAUSED);
            }
            return NewerHistory.isAnothers(view)
                    ? Say.waits(Rule.PAUSED_SUPERSEDED)
                    : Say.does(new Action.AcquireLease(), Rule.PAUSED_TAKE_BACK);
        }
        if (Arming.isImpossible(view)) {
            return Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.STOP_WITHOUT_WATCHDOG);
        }
        if (NewerHistory.exists(view) || NewerHistory.isLonger(view, facts)) {
            return Say.demotes(StandbyLeader.withoutLease(view), Rule.OLD_PRIMARY);
        }
        if (FailsafeMembers.leavesOut(view)) {
            return Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.UNLISTED_PRIMARY);
        }
        return switch (view.peers()) {
            case Peers.NotAsked _ -> Say.does(new Action.AskPeers(Members.others(view)), Rule.ASK_PEERS);
            case Peers.Asked asked ->
                asked.hasPrimary() || SyncEntitlement.isSuperseded(view)
                        ? Say.demotes(StandbyLeader.withoutLease(view), Rule.ANOTHER_PRIMARY)
                        : takenBack(view);
        };
    }

    private static Optional<Decision> takenBack(View view) {
        return Ailing.yields(view)
                ? Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.YIELD_AILING)
                : Say.does(new Action.AcquireLease(), Rule.TAKE_BACK);
    }

    /** A store that was emptied does not know whose data this is; the leader puts it back (D-143, LES-009). */
    private static boolean mayLeadPaused(View view) {
        return view.isOfThisCluster() || view.cluster().initialization() instanceof Initialization.Absent;
    }
}
