package io.regent.agent.decision;

import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.Optional;

/** What operators ask for. */
final class Requests {

    private Requests() {}

    /** A switchover, or with an empty leader a failover; an empty candidate is anybody. */
    static FailoverRequest failover(String leader, String candidate) {
        return new FailoverRequest(name(leader), name(candidate), Optional.empty());
    }

    /** A switchover whose time has been reached for so long; a negative time lies ahead. */
    static FailoverRequest dueSince(Duration ago, String leader, String candidate) {
        return new FailoverRequest(name(leader), name(candidate), Optional.of(Views.WALL_CLOCK.minus(ago)));
    }

    private static Optional<MemberName> name(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new MemberName(text));
    }
}
