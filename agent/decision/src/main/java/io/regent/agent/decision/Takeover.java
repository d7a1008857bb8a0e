package io.regent.agent.decision;

import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Lsn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether another member could take over from this one right now ("is failover possible?" of T12a). */
enum Takeover {
    /** The peers were not asked in this cycle. */
    UNKNOWN,
    YES,
    NO;

    /** Whether any member could. */
    static Takeover possible(View view) {
        return possible(view, Optional.empty());
    }

    /** Whether the request's candidate could, or any member when it names none. */
    static Takeover possible(View view, FailoverRequest request) {
        return possible(view, Optional.of(request));
    }

    private static Takeover possible(View view, Optional<FailoverRequest> request) {
        Optional<MemberName> candidate = request.flatMap(FailoverRequest::candidate);
        return switch (view.peers()) {
            case Peers.NotAsked _ -> UNKNOWN;
            case Peers.Asked asked -> {
                List<MemberName> fit = asked.those(peer -> isFit(view, peer)).stream()
                        .filter(member -> candidate.map(member::equals).orElse(true))
                        .toList();
                yield SyncEntitlement.letsTakeOver(view, fit, request) ? YES : NO;
            }
        };
    }

    private static boolean isFit(View view, PeerAnswer.Reached peer) {
        return obstacles(view, peer).findAny().isEmpty();
    }

    /** Everything that keeps a member that answered from taking over. */
    static Stream<Obstacle> obstacles(View view, PeerAnswer.Reached peer) {
        return Stream.concat(
                Obstacle.toSucceeding(view, peer),
                Obstacle.lag(peer.position(), reference(view), view.settings()).stream());
    }

    /** The position that a successor must be near: our own while the server tells it, else the last one we published. */
    private static Lsn reference(View view) {
        Lsn published = view.cluster().status().optime();
        return view.postgres() instanceof PostgresState.Running(ServerFacts facts)
                ? facts.position().lsn().max(published)
                : published;
    }
}
