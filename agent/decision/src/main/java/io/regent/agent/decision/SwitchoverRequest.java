package io.regent.agent.decision;

import io.regent.dcs.FailoverRequest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A failover request, seen by the member that holds the lease (T10). Empty when there is nothing to do about it. */
final class SwitchoverRequest {

    private SwitchoverRequest() {}

    static Optional<Decision> decide(View view) {
        return view.failover()
                .flatMap(request -> request.scheduledAt()
                        .map(at -> scheduled(view, request, at))
                        .orElseGet(() -> due(view, request)));
    }

    private static Optional<Decision> scheduled(View view, FailoverRequest request, OffsetDateTime at) {
        Duration late = Duration.between(at, view.wallClock());
        if (late.isNegative() || view.paused()) {
            return Say.nothing();
        }
        Duration tolerated = view.settings().loopWait().multipliedBy(3).dividedBy(2);
        return late.compareTo(tolerated) > 0
                ? Say.does(new Action.ClearFailover(), Rule.REQUEST_STALE)
                : due(view, request);
    }

    private static Optional<Decision> due(View view, FailoverRequest request) {
        boolean forAnother =
                request.leader().filter(name -> !name.equals(view.me())).isPresent();
        boolean candidateIsMe = request.candidate().filter(view.me()::equals).isPresent();
        if (forAnother || candidateIsMe) {
            return Say.does(new Action.ClearFailover(), Rule.REQUEST_MISDIRECTED);
        }
        if (view.paused() && request.candidate().isEmpty()) {
            return Say.does(new Action.ClearFailover(), Rule.REQUEST_NEEDS_CANDIDATE);
        }
        return switch (Takeover.possible(view, request)) {
            case UNKNOWN -> Say.does(new Action.AskPeers(Members.others(view)), Rule.REQUEST_ASK);
            case YES -> stepDown(view);
            case NO -> Say.does(new Action.ClearFailover(), Rule.REQUEST_IMPOSSIBLE);
        };
    }

    /** The leader of a standby cluster accepts no writes that anybody could lose, so its server runs on (HA-087). */
    private static Optional<Decision> stepDown(View view) {
        return view.isPrimary()
                ? Say.demotes(Demotion.GRACEFUL, Rule.STEP_DOWN)
                : Say.does(new Action.ReleaseLease(Optional.empty()), Rule.STEP_DOWN_STANDBY_LEADER);
    }
}
