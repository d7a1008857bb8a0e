package io.regent.agent.simulation.world;

import io.regent.agent.decision.View;
import io.regent.dcs.FailoverRequest;
import java.util.Optional;

/**
 * What a member that went for the lease had been asked by operators. It holds for as long as the lease does, also when the request is
 * cleared and the agent is another one by the time of the promotion.
 *
 * @param requested whether an operator asked for a new leader, named or not
 * @param chosen whether an operator named this member
 * @param forced whether an operator named it without a leader that steps down: whatever it lacks is given up
 */
public record Mandate(boolean requested, boolean chosen, boolean forced) {

    /** Nobody asked. */
    static final Mandate NONE = new Mandate(false, false, false);

    static Mandate of(View view) {
        Optional<FailoverRequest> request = view.failover();
        boolean chosen = request.flatMap(FailoverRequest::candidate)
                .filter(view.me()::equals)
                .isPresent();
        return new Mandate(
                request.isPresent(),
                chosen,
                chosen && request.filter(FailoverRequest::isSwitchover).isEmpty());
    }
}
