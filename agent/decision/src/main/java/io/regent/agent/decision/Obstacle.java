package io.regent.agent.decision;

import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps a member from taking over. The table asks whether there is any, the explanation says which, with its numbers. */
sealed interface Obstacle {

    /** It has the tag {@code nofailover}, or a {@code failover_priority} of zero. */
    record Nofailover() implements Obstacle {}

    /** It must not lead without its watchdog. */
    record WatchdogFailed() implements Obstacle {}

    /** It accepts writes already. */
    record Accepting() implements Obstacle {}

    /** Its positions say nothing about the timeline that is wanted. */
    record OlderTimeline(Timeline its, Timeline wanted) implements Obstacle {}

    /**
     * It would lose more than is allowed.
     *
     * @param bytes how far it is behind
     * @param limit {@code maximum_lag_on_failover}
     */
    record Lagging(long bytes, long limit) implements Obstacle {}

    /** The last record that the leader wrote is not there yet. */
    record LacksEnd(Lsn holds, Lsn end) implements Obstacle {}

    /** What keeps a member that answered from following this one as the leader, wherever its log ends. */
    static Stream<Obstacle> toSucceeding(View view, PeerAnswer.Reached peer) {
        Optional<Obstacle> accepting = peer.accepting() ? Optional.of(new Accepting()) : Optional.empty();
        return Stream.of(peer.refusal(), accepting, olderTimeline(view, peer)).flatMap(Optional::stream);
    }

    /** The position is too far behind the reference for a failover. */
    static Optional<Obstacle> lag(Lsn position, Lsn reference, Settings settings) {
        long bytes = position.bytesBehind(reference);
        return bytes > settings.maximumLagOnFailover()
                ? Optional.of(new Lagging(bytes, settings.maximumLagOnFailover()))
                : Optional.empty();
    }

    /** The log does not reach to the end. */
    static Optional<Obstacle> missingEnd(Lsn holds, Lsn end) {
        return holds.compareTo(end) >= 0 ? Optional.empty() : Optional.of(new LacksEnd(holds, end));
    }

    private static Optional<Obstacle> olderTimeline(View view, PeerAnswer.Reached peer) {
        return view.timeline()
                .filter(_ -> peer.isBehind(view.timeline()))
                .map(wanted -> new OlderTimeline(peer.timeline().orElse(wanted), wanted));
    }

    /** The obstacle in the words of an operator. */
    default String words() {
        return switch (this) {
            case Nofailover _ -> "not allowed to lead (nofailover, or failover_priority 0)";
            case WatchdogFailed _ -> "its watchdog does not work";
            case Accepting _ -> "accepts writes already";
            case OlderTimeline(Timeline its, Timeline wanted) -> "on timeline %s, older than %s".formatted(its, wanted);
            case Lagging(long bytes, long limit) -> ByteCount.behind(bytes, limit);
            case LacksEnd(Lsn holds, Lsn end) ->
                "%s behind the end of the log (%s against %s)"
                        .formatted(ByteCount.words(holds.bytesBehind(end)), holds, end);
        };
    }
}
