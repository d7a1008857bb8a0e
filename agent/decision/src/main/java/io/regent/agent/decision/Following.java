package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.postgres.Divergence;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ServerFacts;
import java.util.Optional;

/** A running standby under a leader: it streams from the right member, and never from one whose history it left (T8). */
final class Following {

    private Following() {}

    static Optional<Decision> decide(View view, ServerFacts facts) {
        if (view.settings().tags().nostream()) {
            return diverged(view, facts).or(() -> Say.waits(Rule.STANDBY));
        }
        Optional<Member> upstream = Members.upstream(view);
        if (upstream.isEmpty()) {
            return Say.waits(Rule.LEADER_UNKNOWN);
        }
        return diverged(view, facts).or(() -> redirected(view, facts, upstream.orElseThrow()));
    }

    private static Optional<Decision> diverged(View view, ServerFacts facts) {
        if (view.paused() || !comparisonIsDue(view, facts)) {
            return Say.nothing();
        }
        var leader = view.cluster().leader().orElseThrow();
        if (view.divergence().isEmpty()) {
            return Say.does(new Action.ExamineDivergence(leader), Rule.COMPARE);
        }
        return switch (view.divergence().orElseThrow()) {
            case Divergence.Follows _, Divergence.NotKnown _ -> Say.nothing();
            case Divergence.Diverged _ -> Rejoin.decide(view, leader).or(() -> Say.waits(Rule.DIVERGED_STANDBY));
        };
    }

    /** A change of leader asks for it, and so does a leader that went to a newer timeline without us (LES-068). */
    private static boolean comparisonIsDue(View view, ServerFacts facts) {
        boolean streaming = facts.replay().filter(ReplayProgress::streaming).isPresent();
        boolean leaderIsNewer = view.cluster()
                .leaderMember()
                .flatMap(Member::timeline)
                .filter(facts.timeline()::isBefore)
                .isPresent();
        return view.memory().divergenceDue() || (!streaming && leaderIsNewer);
    }

    private static Optional<Decision> redirected(View view, ServerFacts facts, Member upstream) {
        boolean there = Upstreams.of(upstream, view)
                .map(wanted -> facts.upstream().filter(wanted::isSameAs).isPresent())
                .orElse(true);
        return there ? Say.waits(Rule.STANDBY) : Say.does(new Action.Follow(upstream.name()), Rule.FOLLOW);
    }
}
