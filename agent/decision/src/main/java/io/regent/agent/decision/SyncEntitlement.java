package io.regent.agent.decision;

import io.regent.agent.decision.sync.TakingOver;
import io.regent.agent.decision.sync.Votes;
import io.regent.dcs.Cluster;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Timeline;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may lead, as far as the promise about synchronous commits is concerned (HA-136, HA-148; D-147, D-151, D-162). */
final class SyncEntitlement {

    private SyncEntitlement() {}

    /**
     * Why the promise keeps this standby from leading; empty when it does not. A failover to a named member is the operator's own risk
     * (D-160).
     *
     * @param request what an operator asked for; empty when nobody did
     */
    static Optional<Rule> against(View view, ServerFacts facts, Peers.Asked asked, Optional<FailoverRequest> request) {
        boolean forced = request.filter(wanted -> !wanted.isSwitchover())
                .flatMap(FailoverRequest::candidate)
                .filter(view.me()::equals)
                .isPresent();
        return promise(view)
                .filter(made -> !forced)
                .filter(made -> !Votes.suffice(made, Synchronous.wish(view), view.me(), notAhead(facts, asked)))
                .filter(made -> !isOutdated(view, facts, asked, made))
                .map(made -> isByQuorum(view, made) ? Rule.TOO_FEW_VOTES : Rule.NOT_SYNC);
    }

    /**
     * Whether a member that is ahead is to be preferred. With chosen standbys only those of the promise are; and what the former
     * leader has beyond them was acknowledged to nobody (HA-060, LES-021). A promise from before a failover that the store has forgotten
     * says nothing of what was acknowledged since (LES-010).
     */
    static boolean isRival(View view, ServerFacts facts, MemberName member) {
        return promise(view)
                .filter(_ -> !isFromThePast(view, facts))
                .map(made -> !TakingOver.isBy(made, member) && (isByQuorum(view, made) || made.names(member)))
                .orElse(true);
    }

    /** Whether another member has promised to lead since this primary last did. */
    static boolean isSuperseded(View view) {
        return promise(view)
                .map(SyncState::leader)
                .filter(leader -> !leader.value().equalsIgnoreCase(view.me().value()))
                .filter(leader -> isKnown(view.cluster(), leader)
                        || view.memory()
                                .lastLed()
                                .filter(cluster -> isKnown(cluster, leader))
                                .isPresent())
                .isPresent();
    }

    /**
     * Whether these members are enough for one of them to take over from this leader.
     *
     * @param request why it steps down; empty when nobody asked
     */
    static boolean letsTakeOver(View view, List<MemberName> fit, Optional<FailoverRequest> request) {
        Optional<MemberName> candidate = request.flatMap(FailoverRequest::candidate);
        boolean plain = candidate.isPresent()
                && request.filter(FailoverRequest::isSwitchover).isEmpty();
        boolean namedCandidate = promise(view)
                .filter(made -> candidate.isPresent() && isByQuorum(view, made))
                .isPresent();
        return !fit.isEmpty() && (plain || namedCandidate || letsOneOf(view, fit));
    }

    /** Whether one of these members could lead, if the others are there as well. */
    static boolean letsOneOf(View view, List<MemberName> fit) {
        return promise(view)
                .map(made -> named(made, fit).size() > (isByQuorum(view, made) ? made.quorum() : 0))
                .orElse(!fit.isEmpty());
    }

    /** Whether the leader may let go because this member has everything: it will be able to lead. */
    static boolean mayBeNext(View view, MemberName member) {
        Optional<FailoverRequest> request = view.failover();
        boolean chosen = request.flatMap(FailoverRequest::candidate)
                .filter(member::equals)
                .isPresent();
        boolean anybody = chosen
                && (request.filter(FailoverRequest::isSwitchover).isEmpty()
                        || promise(view).filter(made -> isByQuorum(view, made)).isPresent());
        return anybody || promise(view).map(made -> made.names(member)).orElse(true);
    }

    private static Optional<SyncState> promise(View view) {
        return Synchronous.isOn(view) ? Synchronous.promise(view) : Optional.empty();
    }

    private static boolean isByQuorum(View view, SyncState made) {
        return Synchronous.wish(view).quorum() || made.quorum() > 0;
    }

    private static List<MemberName> named(SyncState made, Collection<MemberName> members) {
        return members.stream().filter(made::names).toList();
    }

    /** Those that may lead themselves and do not have more (HA-148). */
    private static List<MemberName> notAhead(ServerFacts facts, Peers.Asked asked) {
        return asked.answers().keySet().stream()
                .filter(member -> asked.of(member)
                        .filter(PeerAnswer.Reached::isElectable)
                        .filter(peer -> peer.compareTo(facts.position()) <= 0)
                        .isPresent())
                .toList();
    }

    /**
     * A promise in a store that knows an older timeline than this member may come from before a failover that the store has
     * forgotten (LES-010). Then only a member counts that everybody else, and everybody whom the promise names, shows not to be
     * behind.
     */
    private static boolean isOutdated(View view, ServerFacts facts, Peers.Asked asked, SyncState made) {
        boolean all = Members.others(view).stream().allMatch(member -> isNotAhead(facts, asked, member));
        return isFromThePast(view, facts)
                && all
                && everybody(made)
                        .filter(member -> !member.equals(view.me()))
                        .allMatch(member -> isNotAhead(facts, asked, member));
    }

    /** Whether the store knows of an older timeline than this member. */
    private static boolean isFromThePast(View view, ServerFacts facts) {
        return view.cluster().history().current().orElse(Timeline.FIRST).isBefore(facts.timeline());
    }

    private static boolean isNotAhead(ServerFacts facts, Peers.Asked asked, MemberName member) {
        return asked.of(member)
                .filter(peer -> peer.compareTo(facts.position()) <= 0)
                .isPresent();
    }

    private static Stream<MemberName> everybody(SyncState made) {
        return Stream.concat(Stream.of(made.leader()), made.standbys().stream());
    }

    private static boolean isKnown(Cluster cluster, MemberName member) {
        return cluster.member(member).isPresent();
    }
}
