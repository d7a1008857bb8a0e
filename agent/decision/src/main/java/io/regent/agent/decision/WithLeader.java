package io.regent.agent.decision;

import io.regent.agent.decision.BackgroundWork.Failed;
import io.regent.dcs.FailoverRequest;
import io.regent.postgres.PostgresState;
import io.regent.postgres.PostgresState.HalfDone;
import io.regent.postgres.PostgresState.NoData;
import io.regent.postgres.PostgresState.Running;
import io.regent.postgres.PostgresState.Starting;
import io.regent.postgres.PostgresState.Stopped;
import io.regent.postgres.PostgresState.UnreadableData;
import io.regent.postgres.PostgresState.Unresponsive;
import io.regent.postgres.ServerFacts;
import java.util.Optional;

/** The server runs, and the lease is ours, or another's, or was just refused (T12). */
final class WithLeader {

    private WithLeader() {}

    static Optional<Decision> decide(View view) {
        return switch (view.lease()) {
            case Lease.Mine _ ->
                StandbyLeader.lead(view).or(() -> view.isPrimary() ? asLeader(view) : asNewLeader(view));
            case Lease.Lost _ -> refused(view);
            case Lease.Theirs _ -> underAnother(view);
            case Lease.Vacant _, Lease.Claimed _, Lease.Unanswered _ -> Say.nothing();
        };
    }

    private static Optional<Decision> asLeader(View view) {
        boolean takenBackJustNow = view.peers() instanceof Peers.Asked;
        if (takenBackJustNow && !view.paused() && hasMovedOn(view)) {
            return Say.demotes(Demotion.IMMEDIATE, Rule.OLD_PRIMARY);
        }
        if (takenBackJustNow && !view.paused() && FailsafeMembers.leavesOut(view)) {
            return Say.demotes(Demotion.IMMEDIATE, Rule.UNLISTED_PRIMARY);
        }
        var withoutWatchdog = new Decision(new Action.Demote(Demotion.IMMEDIATE), Rule.DEMOTE_WITHOUT_WATCHDOG);
        return Arming.decide(view, withoutWatchdog)
                .or(() -> SwitchoverRequest.decide(view))
                .or(() -> IsolatedLeader.decide(view))
                .or(() -> PrimaryDuties.decide(view))
                .or(() -> Say.waits(leads(view)));
    }

    private static Rule leads(View view) {
        if (view.postgres() instanceof Unresponsive) {
            return Rule.LEAD_SILENT_SERVER;
        }
        return Ailing.isSick(view) ? Rule.LEAD_AILING : Rule.LEAD;
    }

    /** The lease is confirmed and the server is a standby: it becomes the primary (D-196), or the lease is let go. */
    private static Optional<Decision> asNewLeader(View view) {
        boolean chosen = view.failover()
                .flatMap(FailoverRequest::candidate)
                .filter(view.me()::equals)
                .isPresent();
        if (view.paused() && !chosen) {
            return release(Rule.RELEASE_STANDBY_PAUSED);
        }
        if (view.postgres() instanceof Unresponsive) {
            return Say.demotes(Demotion.IMMEDIATE, Rule.STOP_SILENT_STANDBY);
        }
        if (FailsafeMembers.leavesOut(view)) {
            return release(Rule.RELEASE_UNLISTED);
        }
        if (view.work() instanceof Failed(Task task, String _) && task == Task.PROMOTE) {
            return release(Rule.RELEASE_AFTER_FAILED_PROMOTION);
        }
        return switch (view.peers()) {
            case Peers.NotAsked _ -> Say.does(new Action.AskPeers(Members.others(view)), Rule.ASK_BEFORE_PROMOTION);
            case Peers.Asked asked -> promoted(view, asked, chosen);
        };
    }

    /**
     * The entry of the store may be as old as the backup that the store was restored from, and nobody has raced for it
     * (LES-010): the lease is let go when the cluster is led, or has gone on, elsewhere. A chosen member may lose a newer
     * timeline, and keeps its request until it is the primary (LES-022).
     */
    private static Optional<Decision> promoted(View view, Peers.Asked asked, boolean chosen) {
        if (asked.hasPrimary()) {
            return release(Rule.RELEASE_PRIMARY_ALIVE);
        }
        if (NewerHistory.exists(view) && !chosen) {
            return release(Rule.RELEASE_BEHIND_TIMELINE);
        }
        if (isOutrun(view, asked)) {
            return release(Rule.RELEASE_PEER_AHEAD);
        }
        if (mustNotLead(view, asked)) {
            return release(Rule.RELEASE_NOT_SYNC);
        }
        return VanishedLeader.beforePromotion(view, asked)
                .or(() -> SyncBeforeWriting.promoted(view))
                .or(() -> NewerHistory.exists(view) ? Say.nothing() : requestSettled(view))
                .or(() -> promotion(view));
    }

    /** Nobody compares positions for an entry of the store that was not raced for; who wins a race has done so (LES-010). */
    private static boolean isOutrun(View view, Peers.Asked asked) {
        return !view.hasWonLease()
                && Candidacy.request(view).isEmpty()
                && view.postgres() instanceof Running(ServerFacts facts)
                && asked.answers().keySet().stream()
                        .anyMatch(member -> Candidacy.preferred(view, facts, asked, member, Optional.empty())
                                .filter(Rule.PEER_AHEAD::equals)
                                .isPresent());
    }

    private static boolean mustNotLead(View view, Peers.Asked asked) {
        return view.postgres() instanceof Running(ServerFacts facts)
                && SyncEntitlement.against(view, facts, asked, view.failover()).isPresent();
    }

    private static Optional<Decision> promotion(View view) {
        var withoutWatchdog = new Decision(new Action.ReleaseLease(Optional.empty()), Rule.RELEASE_WITHOUT_WATCHDOG);
        return Arming.decide(view, withoutWatchdog).or(() -> Say.does(new Action.Promote(), Rule.PROMOTE));
    }

    /** Whether the cluster got a newer timeline while this agent stood still between its decision and the grant (LES-019). */
    private static boolean hasMovedOn(View view) {
        return view.cluster()
                .history()
                .current()
                .flatMap(newest -> view.timeline().filter(mine -> mine.isBefore(newest)))
                .isPresent();
    }

    private static Optional<Decision> requestSettled(View view) {
        Optional<FailoverRequest> request = view.failover();
        if (request.isEmpty()) {
            return Say.nothing();
        }
        if (!view.paused()) {
            return Say.does(new Action.ClearFailover(), Rule.REQUEST_DONE);
        }
        return request.orElseThrow().isSwitchover()
                ? Say.does(new Action.ReduceFailoverToCandidate(), Rule.REQUEST_REDUCED)
                : Say.nothing();
    }

    private static Optional<Decision> refused(View view) {
        if (!view.isPrimary()) {
            return Say.waits(Rule.LOST_STANDBY);
        }
        return view.paused() ? Say.waits(Rule.LOST_PAUSED) : Say.demotes(Demotion.IMMEDIATE_NOLOCK, Rule.LOST);
    }

    private static Optional<Decision> underAnother(View view) {
        PostgresState postgres = view.postgres();
        if (view.isPrimary()) {
            return view.paused()
                    ? Say.waits(Rule.PRIMARY_BESIDE_LEADER_PAUSED)
                    : Say.demotes(StandbyLeader.withoutLease(view), Rule.PRIMARY_BESIDE_LEADER);
        }
        return switch (postgres) {
            case Running(ServerFacts facts) -> Following.decide(view, facts);
            case Unresponsive _, NoData _, UnreadableData _, HalfDone _, Stopped _, Starting _ ->
                Say.waits(Rule.STANDBY_SILENT_SERVER);
        };
    }

    private static Optional<Decision> release(Rule rule) {
        return Say.does(new Action.ReleaseLease(Optional.empty()), rule);
    }
}
