package io.regent.agent.decision;

import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Timeline;

/**
 * Whether the cluster has gone on without the local data, as far as the store and the members tell: whoever leads from here
 * would throw away what was acknowledged there (LES-010, LES-019, LES-022).
 */
final class NewerHistory {

    private NewerHistory() {}

    /** Whether the published history, a member's record or a member's answer is on a newer timeline. */
    static boolean exists(View view) {
        return view.timeline()
                .filter(mine -> isPublished(view, mine) || isRecorded(view, mine) || isAnswered(view, mine))
                .isPresent();
    }

    /** Whether somebody else has led the timeline of this primary further than it knows. */
    static boolean isLonger(View view, ServerFacts facts) {
        boolean current = view.cluster()
                .history()
                .current()
                .map(facts.timeline()::equals)
                .orElse(facts.timeline().equals(Timeline.FIRST));
        return current
                && view.cluster().status().optime().isAfter(facts.position().lsn());
    }

    private static boolean isPublished(View view, Timeline mine) {
        return view.cluster().history().current().filter(mine::isBefore).isPresent();
    }

    private static boolean isRecorded(View view, Timeline mine) {
        return view.cluster().members().stream()
                .filter(member -> !member.name().equals(view.me()))
                .flatMap(member -> member.timeline().stream())
                .anyMatch(mine::isBefore);
    }

    private static boolean isAnswered(View view, Timeline mine) {
        return view.peers() instanceof Peers.Asked asked
                && asked.reached().flatMap(peer -> peer.timeline().stream()).anyMatch(mine::isBefore);
    }
}
