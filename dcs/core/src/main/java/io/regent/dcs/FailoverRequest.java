package io.regent.dcs;

import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What an operator asked for (HA-021). With a leader it is a switchover, without one a failover.
 *
 * @param leader the member to step down
 * @param candidate the member to take over
 * @param scheduledAt when; empty for at once
 */
public record FailoverRequest(
        Optional<MemberName> leader, Optional<MemberName> candidate, Optional<OffsetDateTime> scheduledAt) {

    /** Whether a living leader is asked to step down. */
    public boolean isSwitchover() {
        return leader.isPresent();
    }
}
