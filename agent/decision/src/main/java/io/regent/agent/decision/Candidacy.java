package io.regent.agent.decision;

import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Lsn;
import java.util.Optional;

/** May this running standby take the vacant lease (T11a, T11b; HA-059, HA-060)? */
final class Candidacy {

    private Candidacy() {}

    static Optional<Decision> decide(View view, ServerFacts facts) {
        Optional<FailoverRequest> request = view.failover().filter(wanted -> isDue(view, wanted));
        boolean chosen = request.flatMap(FailoverRequest::candidate)
                .filter(view.me()::equals)
                .isPresent();
        return excluded(view, chosen).or(() -> switch (view.peers()) {
            case Peers.NotAsked _ -> Say.does(new Action.AskPeers(Members.others(view)), Rule.ASK_PEERS);
            case Peers.Asked asked -> race(view, facts, asked, request);
        });
    }

    /** Nobody races beside a primary that says it is one, whoever was chosen: the old leader may be alive (LES-020). */
    private static Optional<Decision> race(
            View view, ServerFacts facts, Peers.Asked asked, Optional<FailoverRequest> request) {
        if (asked.hasPrimary()) {
            return Say.waits(Rule.PRIMARY_ALIVE);
        }
        if (request.isPresent()) {
            return onRequest(view, facts, asked, request.orElseThrow());
        }
        return VanishedLeader.decide(view, asked)
                .or(() -> CatchUp.decide(view, facts, asked))
                .or(() -> unasked(view, facts, asked));
    }

    /** A scheduled request holds from its time on, but not in pause (D-141). */
    private static boolean isDue(View view, FailoverRequest request) {
        return request.scheduledAt()
                .map(at -> !view.paused() && !at.isAfter(view.wallClock()))
                .orElse(true);
    }

    private static Optional<Decision> excluded(View view, boolean chosen) {
        if (!view.settings().unsupported().isEmpty()) {
            return Say.waits(Rule.UNSUPPORTED);
        }
        if (!view.isOfThisCluster()) {
            return Say.waits(Rule.IDENTITY_UNKNOWN);
        }
        boolean failedLately = view.memory()
                .promotionFailedAt()
                .filter(at -> view.now() - at < view.settings().ttl().toNanos())
                .isPresent();
        if (failedLately && !chosen) {
            return Say.waits(Rule.PROMOTION_FAILED);
        }
        if (view.settings().tags().nofailover()) {
            return Say.waits(Rule.NOFAILOVER);
        }
        return view.paused() && !chosen ? Say.waits(Rule.NO_LEADER_PAUSED) : Say.nothing();
    }

    /** The named candidate goes first, the member that stepped down goes last (D-163, D-165, D-166). */
    private static Optional<Decision> onRequest(
            View view, ServerFacts facts, Peers.Asked asked, FailoverRequest request) {
        if (request.candidate().filter(view.me()::equals).isPresent()) {
            return Say.does(new Action.AcquireLease(), Rule.RACE_ON_REQUEST);
        }
        boolean candidateIsFit = request.candidate()
                .flatMap(asked::of)
                .filter(PeerAnswer.Reached::isElectable)
                .isPresent();
        if (candidateIsFit) {
            return Say.waits(Rule.CANDIDATE_FIRST);
        }
        boolean steppedDown = request.leader().filter(view.me()::equals).isPresent();
        boolean somebodyElse = asked.reached()
                .anyMatch(peer -> peer.isElectable()
                        && !peer.isBehind(view.cluster().history().current()));
        if (steppedDown && somebodyElse) {
            return Say.waits(Rule.OTHERS_FIRST);
        }
        if (NewerHistory.exists(view)) {
            return Say.waits(Rule.BEHIND_TIMELINE);
        }
        if (steppedDown) {
            return Say.does(new Action.AcquireLease(), Rule.RACE_AS_OLD_LEADER);
        }
        return against(view, facts, asked, request.leader())
                .or(() -> Say.does(new Action.AcquireLease(), Rule.RACE_ON_REQUEST));
    }

    private static Optional<Decision> unasked(View view, ServerFacts facts, Peers.Asked asked) {
        if (NewerHistory.exists(view)) {
            return Say.waits(Rule.BEHIND_TIMELINE);
        }
        Lsn published = view.cluster().status().optime();
        boolean lags =
                facts.position().lsn().bytesBehind(published) > view.settings().maximumLagOnFailover();
        if (lags && !mayLeadDespiteLag(view)) {
            return Say.waits(Rule.LAGGING);
        }
        return against(view, facts, asked, Optional.empty())
                .or(() -> Say.does(new Action.AcquireLease(), lags ? Rule.RACE_DESPITE_LAG : Rule.RACE));
    }

    /** The operator would rather have the most advanced member than none, after a time (LES-024). */
    private static boolean mayLeadDespiteLag(View view) {
        return view.settings()
                .failover()
                .despiteLagAfter()
                .filter(limit -> view.leaderless().compareTo(limit) >= 0)
                .isPresent();
    }

    /** Why another member is to be preferred; empty when none is. */
    private static Optional<Decision> against(
            View view, ServerFacts facts, Peers.Asked asked, Optional<MemberName> steppedDown) {
        Optional<MemberName> formerLeader = view.memory().lastLed().flatMap(cluster -> cluster.leader());
        for (MemberName member : asked.answers().keySet()) {
            Optional<PeerAnswer.Reached> rival = asked.of(member)
                    .filter(PeerAnswer.Reached::isElectable)
                    .filter(peer -> !steppedDown.filter(member::equals).isPresent());
            if (rival.isEmpty()) {
                continue;
            }
            int order = rival.orElseThrow().compareTo(facts.position());
            if (order > 0) {
                return Say.waits(Rule.PEER_AHEAD);
            }
            boolean preferred = rival.orElseThrow().tags().failoverPriority()
                    > view.settings().tags().failoverPriority();
            if (order == 0 && preferred && !formerLeader.filter(member::equals).isPresent()) {
                return Say.waits(Rule.PEER_PREFERRED);
            }
        }
        return Say.nothing();
    }
}
