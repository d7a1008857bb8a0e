package io.regent.agent.journal;

import io.regent.agent.decision.Decision;
import io.regent.agent.decision.View;

/** What was decided, and on what: {@code decide(view)} must give the decision again. */
public record Step(View view, Decision decision) {}
