package io.regent.agent.cycle;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decider;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.Memory;
import io.regent.agent.decision.View;

/** One turn of the HA loop: observe, decide, perform. Waiting and failing happen in the ports. */
public final class HaCycle {

    private static final int MAX_STEPS = 16;

    private final Observer observer;
    private final Performer performer;
    private final Journal journal;
    private Memory memory = Memory.NEW;

    public HaCycle(Observer observer, Performer performer, Journal journal) {
        this.observer = observer;
        this.performer = performer;
        this.journal = journal;
    }

    /**
     * Runs one turn on the calling thread, which is always the same one.
     *
     * @return what was decided at last
     * @throws IllegalStateException when the table does not come to an end, which is a fault of the table
     */
    public Decision run() {
        View view = observer.observe(memory);
        for (int step = 0; step < MAX_STEPS; step++) {
            Decision decision = Decider.decide(view);
            journal.append(view, decision);
            switch (decision.action()) {
                case Action.Question question -> view = performer.ask(question, view);
                case Action.Command command -> {
                    memory = Memory.after(view, decision);
                    performer.carryOut(command, view);
                    performer.finish(view, decision, Duties.of(view));
                    return decision;
                }
            }
        }
        throw new IllegalStateException("no decision after %d steps, last seen: %s".formatted(MAX_STEPS, view));
    }
}
