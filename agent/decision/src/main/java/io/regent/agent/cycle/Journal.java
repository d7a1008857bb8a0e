package io.regent.agent.cycle;

import io.regent.agent.decision.Decision;
import io.regent.agent.decision.View;

/** Keeps what was seen and decided, so that it can be explained and replayed. */
public interface Journal {

    /** Called for each decision, in order. Must not block. */
    void append(View view, Decision decision);
}
