package io.regent.agent.cycle;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.View;

/** Carries out what was decided. Never throws for what the world does. */
public interface Performer {

    /** Asks the question and puts its answer into the view. A question about the store may come back as silence. */
    View ask(Action.Question question, View view);

    /** Carries out the command, or begins it in the background. */
    void carryOut(Action.Command command, View view);

    /** The end of the cycle: publishes this member's record and fulfils the duties. */
    void finish(View view, Decision decision, Duties duties);
}
