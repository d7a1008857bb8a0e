package io.regent.agent.decision;

import io.regent.postgres.PostgresState;
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
            case OperatorRequest.Reinitialize reinitialize -> reinitialize(view, reinitialize.fromLeader());
        });
    }

    private static Optional<Decision> restart(View view, OperatorRequest.Restart restart) {
        return view.postgres() instanceof PostgresState.Running
                ? Release.decide(view).or(() -> Say.does(new Action.Restart(restart), Rule.RESTART))
                : refuse("postgres is not running");
    }

    private static Optional<Decision> reinitialize(View view, boolean fromLeader) {
        if (view.lease() instanceof Lease.Mine) {
            return refuse("I am the leader, can not reinitialize");
        }
        Optional<Origin> source = Members.leader(view).flatMap(leader -> Members.cloneSource(view, fromLeader));
        return source.isEmpty()
                ? refuse("Cluster has no leader, can not reinitialize")
                : Say.does(new Action.Clone(source.orElseThrow()), Rule.REINITIALIZE);
    }

    private static Optional<Decision> refuse(String reason) {
        return Say.does(new Action.RefuseRequest(reason), Rule.REFUSE_REQUEST);
    }
}
