package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.Upstream;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * Nobody leads, and the most advanced member may not: a member that may lead first streams what the other has, so that nothing is lost
 * and no timeline forks behind its back (LES-027). After {@code regent.catch_up_timeout} it races all the same.
 */
final class CatchUp {

    private static final Duration SOON = Duration.ofSeconds(1);

    private CatchUp() {}

    /** Empty when there is nothing to be had from such a member, or not in time, and where the remote primary has it all. */
    static Optional<Decision> decide(View view, ServerFacts facts, Peers.Asked asked) {
        Duration left = view.settings().failover().catchUp().minus(view.leaderless());
        if (!left.isPositive() || view.isStandbyCluster()) {
            return Say.nothing();
        }
        return asked.answers().keySet().stream()
                .filter(name -> isAheadAndMayNotLead(asked, name, facts))
                .flatMap(name -> view.cluster().member(name).stream())
                .filter(Member::isRunning)
                .max(Comparator.comparing(
                        member -> asked.of(member.name()).orElseThrow().position()))
                .flatMap(member -> catchUp(view, facts, member));
    }

    private static boolean isAheadAndMayNotLead(Peers.Asked asked, MemberName name, ServerFacts facts) {
        return asked.of(name)
                .filter(peer -> !peer.isElectable() && !peer.accepting())
                .filter(peer -> peer.compareTo(facts.position()) > 0)
                .isPresent();
    }

    private static Optional<Decision> catchUp(View view, ServerFacts facts, Member source) {
        var origin = new Origin.Peer(source.name());
        Optional<Upstream> wanted = Upstreams.of(origin, view);
        boolean there = wanted.flatMap(upstream -> facts.upstream().filter(upstream::isSameAs))
                .isPresent();
        if (there) {
            return Say.looksAgain(SOON, Rule.CATCHING_UP);
        }
        return wanted.isPresent() ? Say.does(new Action.Follow(Optional.of(origin)), Rule.CATCH_UP) : Say.nothing();
    }
}
