package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.postgres.Divergence;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Timeline;
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
                .or(() -> LogicalSlots.copy(view, facts))
                .or(() -> Say.waits(view.isStandbyLeader() ? Rule.STANDBY_LEADER : Rule.STANDBY));
    }

    private static Optional<Decision> diverged(View view, ServerFacts facts) {
        Optional<Origin> historian = FollowTarget.historian(view);
        boolean nothingToFollow = view.paused() && redirected(view, facts).isEmpty();
        if (nothingToFollow || historian.isEmpty() || !comparisonIsDue(view, facts)) {
            return Say.nothing();
        }
        if (view.divergence().isEmpty()) {
            return Say.does(new Action.ExamineDivergence(historian.orElseThrow()), Rule.COMPARE);
        }
        Rule stuck = view.isStandbyLeader() ? Rule.DIVERGED_STANDBY_LEADER : Rule.DIVERGED_STANDBY;
        return switch (view.divergence().orElseThrow()) {
            case Divergence.Follows _ -> Say.nothing();
            case Divergence.NotKnown _ ->
                needsProof(view, facts.timeline()) && redirected(view, facts).isPresent()
                        ? Say.waits(Rule.FOLLOW_LATER)
                        : Say.nothing();
            case Divergence.Diverged _ ->
                view.paused()
                        ? Say.nothing()
                        : Rejoin.decide(view, historian.orElseThrow()).or(() -> Say.waits(stuck));
            case Divergence.Irreconcilable _ -> apart(view, facts, historian.orElseThrow());
        };
    }

    /** Nothing but a new copy helps, and until there is one the leader's log must not get into this one (LES-023). */
    private static Optional<Decision> apart(View view, ServerFacts facts, Origin historian) {
        if (!view.paused()) {
            Optional<Decision> copy = Rejoin.decide(view, historian);
            if (copy.isPresent()) {
                return copy;
            }
        }
        boolean follows = Upstreams.of(historian, view)
                .flatMap(leader -> facts.upstream().filter(leader::isSameAs))
                .isPresent();
        return follows
                ? Say.does(new Action.Follow(Optional.empty()), Rule.LEAVE_IRRECONCILABLE)
                : Say.waits(Rule.IRRECONCILABLE);
    }

    /**
     * Whether the leader may only be followed once the logs were compared. PostgreSQL itself refuses to stream from a newer timeline
     * that left the local one too early, but it believes that timelines of the same number are the same (LES-023).
     */
    static boolean needsProof(View view, Timeline mine) {
        boolean fromHistorian = FollowTarget.of(view)
                .upstream()
                .flatMap(origin -> FollowTarget.historian(view).filter(origin::equals))
                .isPresent();
        return fromHistorian && !leaderIsNewer(view, mine);
    }

    private static boolean leaderIsNewer(View view, Timeline mine) {
        return view.cluster()
                .leaderMember()
                .flatMap(Member::timeline)
                .filter(mine::isBefore)
                .isPresent();
    }

    /**
     * A change of leader asks for it, and so does a leader that went to a newer timeline without us (LES-068). The leader of a standby
     * cluster is not told of the remote's failover by anybody: it notices that it does not stream any more (LES-129).
     */
    private static boolean comparisonIsDue(View view, ServerFacts facts) {
        boolean streaming = facts.replay().filter(ReplayProgress::streaming).isPresent();
        boolean leftBehind = !streaming && (leaderIsNewer(view, facts.timeline()) || view.isStandbyLeader());
        return view.memory().divergenceDue() || Memory.leaderChanged(view) || leftBehind;
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
