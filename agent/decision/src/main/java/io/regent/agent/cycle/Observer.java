package io.regent.agent.cycle;

import io.regent.agent.decision.Memory;
import io.regent.agent.decision.View;

/** Looks at the world once. Never throws; whatever does not answer in time is seen as silent. */
public interface Observer {

    /** The view with which a cycle begins. Blocks for no longer than the deadlines of its parts. */
    View observe(Memory memory);
}
