package io.regent.agent.decision;

import io.regent.dcs.History;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the cluster has gone on without the local data, as far as the store and the members tell: whoever leads from here
 * would throw away what was acknowledged there (LES-010, LES-019, LES-022).
 */
final class NewerHistory {

    private NewerHistory() {}

    /**
     * Whether the published history, a member's record or a member's answer is on a newer timeline. A newer timeline that ends further
     * behind the published position than a failover may lose was left behind itself: a leader of an older one has published since, as
     * one may that got its lease back in pause. Its member cannot lead, and must not keep the others from it. In a standby cluster the remote
     * primary's history counts and nobody else's (HA-068).
     */
    static boolean exists(View view) {
        return view.timeline()
                .filter(mine -> !view.isStandbyCluster())
                .filter(mine -> newest(view).filter(mine::isBefore).isPresent())
                .isPresent();
    }

    /**
     * Whether the published history is on a newer timeline, and another member began that. A primary that an operator put back to an
     * older state is on an older timeline as well, but nobody else has led since.
     */
    static boolean isAnothers(View view) {
        History published = view.cluster().history();
        boolean newer = view.timeline().isPresent()
                && published
                        .current()
                        .filter(view.timeline().orElseThrow()::isBefore)
                        .isPresent();
        return newer
                && published
                        .entries()
                        .getLast()
                        .newLeader()
                        .filter(leader -> !leader.equals(view.me().value()))
                        .isPresent();
    }

    /** The newest timeline that the published history, the other members' records and their answers know of. */
    static Optional<Timeline> newest(View view) {
        return Stream.of(published(view), recorded(view), answered(view))
                .flatMap(timelines -> timelines)
                .max(Comparator.naturalOrder());
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

    /** Whether a log that ends there is further behind the published position than a failover may lose. */
    static boolean isLeftBehind(View view, Lsn end) {
        return Obstacle.lag(end, view.cluster().status().optime(), view.settings())
                .isPresent();
    }

    private static Stream<Timeline> published(View view) {
        return view.cluster().history().current().stream();
    }

    private static Stream<Timeline> recorded(View view) {
        return view.cluster().members().stream()
                .filter(member -> !member.name().equals(view.me()))
                .filter(member -> member.walPosition()
                        .filter(end -> isLeftBehind(view, end))
                        .isEmpty())
                .flatMap(member -> member.timeline().stream());
    }

    private static Stream<Timeline> answered(View view) {
        return view.peers() instanceof Peers.Asked asked
                ? asked.reached()
                        .filter(peer -> !isLeftBehind(view, peer.position()))
                        .flatMap(peer -> peer.timeline().stream())
                : Stream.empty();
    }
}
