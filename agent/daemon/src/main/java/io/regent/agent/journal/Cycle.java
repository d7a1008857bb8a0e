package io.regent.agent.journal;

import java.time.Instant;
import java.util.List;

/**
 * One turn of the loop: what was seen and decided at each step, in order.
 *
 * @param steps at least one
 */
record Cycle(List<Step> steps) {

    Cycle {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a cycle has at least one step");
        }
    }

    /** The step that ended the turn, whose view holds all that was learned in it. */
    Step end() {
        return steps.getLast();
    }

    /** By the wall clock. */
    Instant time() {
        return steps.getFirst().view().wallClock().toInstant();
    }
}
