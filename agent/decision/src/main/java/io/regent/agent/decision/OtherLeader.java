package io.regent.agent.decision;

import io.regent.dcs.Cluster;
import io.regent.dcs.MemberName;
import java.util.Optional;

/**
 * Another member that the store named as the leader, and that this one has not won the lease after since: it may still lead, whatever
 * the store says by now (LES-010).
 *
 * @param seenAt when the store last said so, in nanoseconds of the monotonic clock
 */
public record OtherLeader(MemberName name, long seenAt) {

    /** What is remembered after a cycle. Who won the race saw that nobody had the lease. */
    static Optional<OtherLeader> after(View view) {
        if (view.answers().raceWon()) {
            return Optional.empty();
        }
        Optional<MemberName> leader =
                view.dcs() instanceof DcsView.Seen(Cluster cluster) ? cluster.leader() : Optional.empty();
        return leader.filter(name -> !name.equals(view.me()))
                .map(name -> new OtherLeader(name, view.now()))
                .or(() -> view.memory().otherLeader());
    }
}
