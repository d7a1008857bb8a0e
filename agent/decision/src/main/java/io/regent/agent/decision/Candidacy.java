package io.regent.agent.decision;

import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Initialization;
import io.regent.dcs.MemberName;
import io.regent.postgres.ServerFacts;
import java.util.Optional;
import java.util.stream.Stream;

/** May this running standby take the vacant lease (T11a, T11b; HA-059, HA-060)? */
final class Candidacy {

    private Candidacy() {}

    static Optional<Decision> decide(View view, ServerFacts facts) {
        return exclusions(view).findFirst().flatMap(Say::waits).or(() -> switch (view.peers()) {
            case Peers.NotAsked _ -> Say.does(new Action.AskPeers(Members.others(view)), Rule.ASK_PEERS);
            case Peers.Asked asked -> race(view, facts, asked, request(view));
        });
    }

    /** The request of an operator that holds now. */
    static Optional<FailoverRequest> request(View view) {
        return view.failover().filter(wanted -> isDue(view, wanted));
    }

    /**
     * Nobody races beside a primary that says it is one, or that may still have its lease, whoever was chosen: the old leader may be
     * alive (LES-008, LES-020).
     */
    private static Optional<Decision> race(
            View view, ServerFacts facts, Peers.Asked asked, Optional<FailoverRequest> request) {
        if (asked.hasPrimary()) {
            return Say.waits(Rule.PRIMARY_ALIVE);
        }
        return VanishedLeader.decide(view, asked)
                .or(() -> request.isPresent()
                        ? SyncEntitlement.against(view, facts, asked, request)
                                .<Optional<Decision>>map(Say::waits)
                                .orElseGet(() -> onRequest(view, facts, asked, request.orElseThrow()))
                        : CatchUp.decide(view, facts, asked).or(() -> unasked(view, facts, asked)));
    }

    /** A scheduled request holds from its time on, but not in pause (D-141). */
    private static boolean isDue(View view, FailoverRequest request) {
        return request.scheduledAt()
                .map(at -> !view.paused() && !at.isAfter(view.wallClock()))
                .orElse(true);
    }

    /** Everything in this member itself that keeps it from racing; the first one speaks. */
    static Stream<Rule> exclusions(View view) {
        boolean chosen = request(view)
                .flatMap(FailoverRequest::candidate)
                .filter(view.me()::equals)
                .isPresent();
        boolean failedLately = view.memory()
                .promotionFailedAt()
                .filter(at -> view.now() - at < view.settings().ttl().toNanos())
                .isPresent();
        return Stream.of(
                        when(!view.isOfThisCluster() && !isForgotten(view), Rule.IDENTITY_UNKNOWN),
                        when(Ailing.isSick(view), Rule.AILING_STANDBY),
                        when(failedLately && !chosen, Rule.PROMOTION_FAILED),
                        when(view.settings().tags().nofailover(), Rule.NOFAILOVER),
                        Failsafe.forbids(view),
                        when(Arming.isImpossible(view), Rule.WITHOUT_WATCHDOG),
                        when(view.paused() && !chosen && !StandbyLeader.mayTakeBack(view), Rule.NO_LEADER_PAUSED))
                .flatMap(Optional::stream);
    }

    private static boolean isForgotten(View view) {
        return view.cluster().initialization() instanceof Initialization.Absent && StandbyLeader.mayTakeBack(view);
    }

    private static Optional<Rule> when(boolean holds, Rule rule) {
        return holds ? Optional.of(rule) : Optional.empty();
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
                .filter(candidate ->
                        SyncEntitlement.mayBeNext(view, request.candidate().orElseThrow()))
                .isPresent();
        if (candidateIsFit) {
            return Say.waits(Rule.CANDIDATE_FIRST);
        }
        boolean steppedDown = request.leader().filter(view.me()::equals).isPresent();
        boolean somebodyElse = SyncEntitlement.letsOneOf(
                view,
                asked.those(peer -> peer.isElectable()
                        && !peer.isBehind(view.cluster().history().current())
                        && !peer.isBehind(view.timeline())));
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
        return shortcomings(view, facts)
                .findFirst()
                .or(() -> SyncEntitlement.against(view, facts, asked, Optional.empty()))
                .flatMap(Say::waits)
                .or(() -> against(view, facts, asked, Optional.empty()))
                .or(() -> Say.does(
                        new Action.AcquireLease(), lag(view, facts).isPresent() ? Rule.RACE_DESPITE_LAG : Rule.RACE));
    }

    /** What the local data lacks for a race that nobody asked for, whatever the others hold. */
    static Stream<Rule> shortcomings(View view, ServerFacts facts) {
        boolean lags = lag(view, facts).isPresent() && !mayLeadDespiteLag(view);
        return Stream.of(
                        when(NewerHistory.exists(view), Rule.BEHIND_TIMELINE),
                        when(CrashLoop.holdsBack(view), Rule.HOLDS_BACK),
                        when(lags, Rule.LAGGING))
                .flatMap(Optional::stream);
    }

    /** How far the local data is behind what the last leader published, when that is too far. */
    static Optional<Obstacle> lag(View view, ServerFacts facts) {
        return Obstacle.lag(facts.position().lsn(), view.cluster().status().optime(), view.settings());
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
        return asked.answers().keySet().stream()
                .flatMap(member -> preferred(view, facts, asked, member, steppedDown).stream())
                .findFirst()
                .flatMap(Say::waits);
    }

    /** A member that lags too far to lead while this one does not is ahead by the number of its timeline only. */
    private static boolean isLeftBehind(View view, ServerFacts facts, PeerAnswer.Reached peer) {
        return NewerHistory.isLeftBehind(view, peer.position())
                && lag(view, facts).isEmpty();
    }

    /** Why this other member is to be preferred; empty when it is not. */
    static Optional<Rule> preferred(
            View view, ServerFacts facts, Peers.Asked asked, MemberName member, Optional<MemberName> steppedDown) {
        Optional<PeerAnswer.Reached> rival = asked.of(member)
                .filter(PeerAnswer.Reached::isElectable)
                .filter(_ -> SyncEntitlement.isRival(view, facts, member))
                .filter(_ -> !steppedDown.filter(member::equals).isPresent())
                .filter(peer -> request(view).isPresent() || !isLeftBehind(view, facts, peer));
        if (rival.isEmpty()) {
            return Optional.empty();
        }
        int order = rival.orElseThrow().compareTo(facts.position());
        boolean formerLeader = view.memory()
                .lastLed()
                .flatMap(cluster -> cluster.leader())
                .filter(member::equals)
                .isPresent();
        boolean higher = rival.orElseThrow().tags().failoverPriority()
                > view.settings().tags().failoverPriority();
        return order > 0
                ? Optional.of(Rule.PEER_AHEAD)
                : when(order == 0 && higher && !formerLeader, Rule.PEER_PREFERRED);
    }
}
