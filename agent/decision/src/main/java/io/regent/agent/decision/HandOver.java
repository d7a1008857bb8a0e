package io.regent.agent.decision;

import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import io.regent.postgres.ControlData;
import io.regent.postgres.PostgresState.Stopped;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.wal.Lsn;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Giving the lease up while the server still stops: as soon as the shutdown checkpoint is written, a member that may lead has
 * all of it, and so nothing can be lost (HA-073). What is published is where the record begins, so that every candidate that has
 * the log is beyond it (HA-074). With a named candidate only the candidate counts (LES-029).
 */
final class HandOver {

    private HandOver() {}

    static Optional<Decision> decide(View view, ShutdownCheckpoint shutDownAt) {
        return switch (view.peers()) {
            case Peers.NotAsked _ -> Say.does(new Action.AskPeers(Members.others(view)), Rule.ASK_WHO_HAS_THE_END);
            case Peers.Asked asked -> {
                boolean safe = asked.answers().keySet().stream()
                        .filter(member -> isWanted(view, member) && SyncEntitlement.mayBeNext(view, member))
                        .flatMap(member -> asked.of(member).stream())
                        .anyMatch(peer ->
                                obstacles(view, peer, shutDownAt).findAny().isEmpty());
                yield safe
                        ? Say.does(new Action.ReleaseLease(Optional.of(shutDownAt.start())), Rule.HAND_OVER)
                        : Say.waits(meanwhile(view));
            }
        };
    }

    /** Everything that keeps a member that answered from being handed the lease. */
    static Stream<Obstacle> obstacles(View view, PeerAnswer.Reached peer, ShutdownCheckpoint shutDownAt) {
        return Stream.concat(
                Obstacle.toSucceeding(view, peer), Obstacle.missingEnd(peer.position(), shutDownAt.end()).stream());
    }

    /** Where the log of the stopped server ends, when it was shut down cleanly as a primary. */
    static Optional<Lsn> endOfLog(View view) {
        return view.postgres() instanceof Stopped(ControlData control) && control.state() == ControlData.State.SHUT_DOWN
                ? Optional.of(control.checkpoint())
                : Optional.empty();
    }

    private static Rule meanwhile(View view) {
        boolean toStandbyCluster = view.memory()
                .demoting()
                .filter(Demotion.TO_STANDBY_CLUSTER::equals)
                .isPresent();
        if (view.stopping()) {
            return Rule.STOPPING;
        }
        return toStandbyCluster ? Rule.BECOMING_STANDBY_CLUSTER : Rule.STEPPING_DOWN;
    }

    private static boolean isWanted(View view, MemberName member) {
        return view.failover()
                .flatMap(FailoverRequest::candidate)
                .map(member::equals)
                .orElse(true);
    }
}
