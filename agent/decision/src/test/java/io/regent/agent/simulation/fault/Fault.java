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

    /** The line of a story in which it begins. */
    String begins() {
        return "FAULT %s (%s) for %.1f s".formatted(kind, other, lasting.toMillis() / 1e3);
    }

    /** The line of a story in which it ends. */
    String ends() {
        return kind + " is over";
    }

    @Override
    public String toString() {
        return "%s %s (%s) after %s for %s"
                .formatted(kind, target.map(MemberName::value).orElse("the leader"), other, at, lasting);
    }
}
