package io.regent.agent.decision;

import io.regent.dcs.Cluster;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.Optional;

/**
 * The leader key is gone, but neither released nor expired: somebody deleted it (LES-008). A leader that releases says first in its
 * record that its server stops, and a record expires together with the lease, so a record that still tells of a running server
 * belongs to a lease that may go on, be it a primary's or that of a standby which is about to be promoted. If that member cannot be
 * asked, nobody races before its lease must have ended.
 */
final class VanishedLeader {

    private static final Duration SOON = Duration.ofSeconds(1);

    private VanishedLeader() {}

    /** Empty when the former leader has let go, as far as can be known. */
    static Optional<Decision> decide(View view, Peers.Asked asked) {
        boolean mayLead = formerLeader(view)
                .filter(former -> asked.of(former).isEmpty())
                .flatMap(view.cluster()::member)
                .filter(Member::isRunning)
                .isPresent();
        Duration left = view.settings().ttl().minus(view.leaderless());
        return mayLead && left.isPositive()
                ? Say.looksAgain(left.compareTo(SOON) < 0 ? left : SOON, Rule.LEADER_VANISHED)
                : Say.nothing();
    }

    /** The store names this member, which has not won the lease: it was put back, and whoever led may not know yet (LES-010). */
    static Optional<Decision> beforePromotion(View view, Peers.Asked asked) {
        if (view.hasWonLease()) {
            return Say.nothing();
        }
        return view.memory()
                .otherLeader()
                .filter(other -> asked.of(other.name()).isEmpty())
                .map(other -> view.settings().ttl().minusNanos(view.now() - other.seenAt()))
                .filter(Duration::isPositive)
                .flatMap(left -> Say.looksAgain(left.compareTo(SOON) < 0 ? left : SOON, Rule.UNEARNED_LEASE));
    }

    private static Optional<MemberName> formerLeader(View view) {
        return view.memory().lastLed().flatMap(Cluster::leader).filter(name -> !name.equals(view.me()));
    }
}
