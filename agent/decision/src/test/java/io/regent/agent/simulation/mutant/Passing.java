package io.regent.agent.simulation.mutant;

import io.regent.agent.cycle.Performer;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.View;

/** Passes everything on; whoever extends it breaks one thing. */
class Passing implements Performer {

    private final Performer real;

    Passing(Performer real) {
        this.real = real;
    }

    @Override
    public View ask(Action.Question question, View view) {
        return real.ask(question, view);
    }

    @Override
    public void carryOut(Action.Command command, View view) {
        real.carryOut(command, view);
    }

    @Override
    public void finish(View view, Decision decision, Duties duties) {
        real.finish(view, decision, duties);
    }
}
