package io.regent.agent.decision;

import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A leader that reaches the store, but whom no other member reaches, gives the leadership up if the operator wants that
 * ({@code regent.yield_when_isolated_after}, LES-049): no member streams from it, none of those that the store knows answers it, and
 * that has been so for long enough.
 */
final class IsolatedLeader {

    private IsolatedLeader() {}

    /** Empty when the leader goes on. */
    static Optional<Decision> decide(View view) {
        Optional<Duration> limit = view.settings().failover().yieldWhenIsolatedAfter();
        boolean longEnough = limit.flatMap(
                        wanted -> view.memory().unheardSince().filter(since -> view.now() - since >= wanted.toNanos()))
                .isPresent();
        SortedSet<MemberName> others = Members.others(view);
        if (!longEnough || view.paused() || others.isEmpty()) {
            return Say.nothing();
        }
        return switch (view.peers()) {
            case Peers.NotAsked _ -> Say.does(new Action.AskPeers(others), Rule.ASK_WHETHER_ISOLATED);
            case Peers.Asked asked ->
                asked.reached().findAny().isPresent()
                        ? Say.nothing()
                        : Say.demotes(Demotion.GRACEFUL, Rule.YIELD_ISOLATED);
        };
    }
}
