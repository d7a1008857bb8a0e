package io.regent.agent.simulation.fault;

import io.regent.dcs.MemberName;
import java.time.Duration;
import java.util.Optional;

/**
 * One thing that happens at a time.
 *
 * @param at since the beginning
 * @param lasting how long; of no meaning for what happens at once
 * @param target the node; empty for whoever leads then
 * @param other the other end of a line, or the candidate
 */
public record Fault(Duration at, Duration lasting, Kind kind, Optional<MemberName> target, MemberName other) {

    @Override
    public String toString() {
        return "%s %s (%s) after %s for %s"
                .formatted(kind, target.map(MemberName::value).orElse("the leader"), other, at, lasting);
    }
}
