package io.regent.agent.decision;

import io.regent.dcs.Member;
import io.regent.dcs.MemberRole;
import io.regent.postgres.PostgresState;
import io.regent.postgres.wal.Timeline;
import java.util.Optional;

/**
 * What an operator asked of this member through its API (T14). Allowed in pause as well (HA-163). No request goes before the
 * demotion of a primary without the lease.
 */
final class OperatorRequests {

    private OperatorRequests() {}

    static Optional<Decision> decide(View view) {
        boolean mustBeDemoted = view.isPrimary() && !view.paused() && !(view.lease() instanceof Lease.Mine);
        return mustBeDemoted ? Say.nothing() : answer(view);
    }

    private static Optional<Decision> answer(View view) {
        return view.request().flatMap(request -> switch (request) {
            case OperatorRequest.Restart restart -> restart(view, restart);
            case OperatorRequest.Reinitialize reinitialize -> reinitialize(view, reinitialize);
        });
    }

    private static Optional<Decision> restart(View view, OperatorRequest.Restart restart) {
        return view.postgres() instanceof PostgresState.Running
                ? Release.decide(view).or(() -> Say.does(new Action.Restart(restart), Rule.RESTART))
                : refuse("postgres is not running");
    }

    private static Optional<Decision> reinitialize(View view, OperatorRequest.Reinitialize request) {
        if (view.lease() instanceof Lease.Mine) {
            return refuse("I am the leader, can not reinitialize");
        }
        Optional<Origin> source =
                Members.leader(view).flatMap(leader -> Members.cloneSource(view, request.fromLeader()));
        if (source.isEmpty()) {
            return refuse("Cluster has no leader, can not reinitialize");
        }
        Optional<Timeline> behind = request.discardsNewerData() ? Optional.empty() : leaderOnOlderTimeline(view);
        return behind.isPresent()
                ? refuse(
                        "The data here are on timeline "
                                + view.timeline().orElseThrow()
                                + ", newer than the leader's timeline "
                                + behind.orElseThrow()
                                + ", and may be the last copy of what was written since; regentctl reinit --force throws them away")
                : Say.does(new Action.Clone(source.orElseThrow()), Rule.REINITIALIZE);
    }

    /**
     * The timeline of the leader, when what is here was written after it: the leader was restored or lost data, and a copy of it
     * would destroy what nobody else may have (LES-110). A leader that has not said yet that it is promoted is not judged.
     */
    private static Optional<Timeline> leaderOnOlderTimeline(View view) {
        return view.cluster()
                .leaderMember()
                .filter(leader -> leader.role().filter(MemberRole::leads).isPresent())
                .flatMap(Member::timeline)
                .filter(theirs -> view.timeline().filter(theirs::isBefore).isPresent());
    }

    private static Optional<Decision> refuse(String reason) {
        return Say.does(new Action.RefuseRequest(reason), Rule.REFUSE_REQUEST);
    }
}
