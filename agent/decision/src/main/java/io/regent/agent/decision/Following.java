package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.postgres.Divergence;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ServerFacts;
import java.util.Optional;

/** A running standby: it streams from the right server, and never from one whose history it left (T8). */
final class Following {

    private Following() {}

    static Optional<Decision> decide(View view, ServerFacts facts) {
        if (FollowTarget.of(view) instanceof FollowTarget.Unknown) {
            return Say.waits(Rule.LEADER_UNKNOWN);
        }
        return diverged(view, facts)
                .or(() -> redirected(view, facts))
                .or(() -> Say.waits(view.isStandbyLeader() ? Rule.STANDBY_LEADER : Rule.STANDBY));
    }

    private static Optional<Decision> diverged(View view, ServerFacts facts) {
        Optional<Origin> historian = FollowTarget.historian(view);
        if (view.paused() || historian.isEmpty() || !comparisonIsDue(view, facts)) {
            return Say.nothing();
        }
        if (view.divergence().isEmpty()) {
            return Say.does(new Action.ExamineDivergence(historian.orElseThrow()), Rule.COMPARE);
        }
        Rule stuck = view.isStandbyLeader() ? Rule.DIVERGED_STANDBY_LEADER : Rule.DIVERGED_STANDBY;
        return switch (view.divergence().orElseThrow()) {
            case Divergence.Follows _, Divergence.NotKnown _ -> Say.nothing();
            case Divergence.Diverged _ ->
                Rejoin.decide(view, historian.orElseThrow()).or(() -> Say.waits(stuck));
        };
    }

    /**
     * A change of leader asks for it, and so does a leader that went to a newer timeline without us (LES-068). The leader of a standby
     * cluster is not told of the remote's failover by anybody: it notices that it does not stream any more (LES-129).
     */
    private static boolean comparisonIsDue(View view, ServerFacts facts) {
        boolean streaming = facts.replay().filter(ReplayProgress::streaming).isPresent();
        boolean leaderIsNewer = view.cluster()
                .leaderMember()
                .flatMap(Member::timeline)
                .filter(facts.timeline()::isBefore)
                .isPresent();
        return view.memory().divergenceDue() || (!streaming && (leaderIsNewer || view.isStandbyLeader()));
    }

    /** Empty when the server streams from where it should. */
    static Optional<Decision> redirected(View view, ServerFacts facts) {
        return switch (FollowTarget.of(view)) {
            case FollowTarget.Unknown _ -> Say.nothing();
            case FollowTarget.Archive _ ->
                facts.upstream().isEmpty()
                        ? Say.nothing()
                        : Say.does(new Action.Follow(Optional.empty()), Rule.FOLLOW_ARCHIVE);
            case FollowTarget.Server(Origin origin) ->
                Upstreams.of(origin, view)
                        .filter(wanted ->
                                !facts.upstream().filter(wanted::isSameAs).isPresent())
                        .map(wanted -> new Decision(new Action.Follow(Optional.of(origin)), rule(view, origin)));
        };
    }

    private static Rule rule(View view, Origin origin) {
        return switch (origin) {
            case Origin.Peer _ -> Rule.FOLLOW;
            case Origin.Remote _ -> view.isStandbyLeader() ? Rule.LEAD_STANDBY_CLUSTER : Rule.FOLLOW_REMOTE;
        };
    }
}
