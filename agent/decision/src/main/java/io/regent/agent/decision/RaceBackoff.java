package io.regent.agent.decision;

import io.regent.dcs.FailoverRequest;
import io.regent.postgres.ReplayProgress;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Optional;

/**
 * The race is put off while the last leader's server may only have lost its agent ({@code primary_race_backoff}; HA-066, D-130, LES-031).
 * Only a log that grows counts as life, and there is a hard end, so that a leader whose disk is dead holds nobody up (LES-032).
 */
final class RaceBackoff {

    private RaceBackoff() {}

    /** Empty when this member may race as far as the backoff is concerned. */
    static Optional<Decision> decide(View view, ServerFacts facts) {
        Duration limit = view.settings().failover().raceBackoff();
        if (limit.isZero() || !isWanted(view) || view.memory().lastPosition().isEmpty()) {
            return Say.nothing();
        }
        Duration leaderless = view.leaderless();
        Duration firstTurn = view.settings().loopWait().minus(leaderless);
        if (firstTurn.isPositive()) {
            return Say.looksAgain(firstTurn, Rule.RACE_LATER);
        }
        Duration left = limit.minus(leaderless);
        return left.isPositive() && isAlive(facts, view.memory().lastPosition().orElseThrow())
                ? Say.looksAgain(left, Rule.RACE_LATER)
                : Say.nothing();
    }

    private static boolean isWanted(View view) {
        boolean chosen = view.failover().flatMap(FailoverRequest::candidate).isPresent();
        return !chosen && !view.paused() && view.settings().standbyCluster().isEmpty();
    }

    private static boolean isAlive(ServerFacts facts, Lsn before) {
        boolean streaming = facts.replay().filter(ReplayProgress::streaming).isPresent();
        return streaming && facts.position().lsn().isAfter(before);
    }
}
