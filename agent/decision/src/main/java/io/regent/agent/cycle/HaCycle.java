package io.regent.agent.cycle;

import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decider;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.FailsafeNotice;
import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Memory;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.View;
import java.util.TreeMap;

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
     * Runs one turn on the calling thread, which is always the same one. A question whose answer settles nothing ends the turn as
     * well: nobody is left a primary for want of a decision.
     *
     * @return what was decided at last
     */
    public Decision run() {
        View view = FailsafeNotice.kept(observer.observe(memory));
        for (int step = 0; step < MAX_STEPS; step++) {
            Decision decision = decided(view);
            if (!(decision.action() instanceof Action.Question question)) {
                return end(view, decision);
            }
            View answered = FailsafeNotice.kept(performer.ask(question, view));
            if (answered.equals(view)) {
                break;
            }
            view = answered;
        }
        return unsettled(view);
    }

    /** A leader whose lease is confirmed goes on until the next turn; for everybody else the store counts as silent. */
    private Decision unsettled(View view) {
        if (view.lease() instanceof Lease.Mine && view.isPrimary()) {
            Decision decision = new Decision(new Action.Wait(), Rule.LEAD);
            journal.append(view, decision);
            return end(view, decision);
        }
        View silent = view.withSilentDcs("the questions of this turn came to no end")
                .with(new FailsafeVotes.Refused(new TreeMap<>()));
        return end(silent, decided(silent));
    }

    private Decision decided(View view) {
        Decision decision = Decider.decide(view);
        journal.append(view, decision);
        return decision;
    }

    private Decision end(View view, Decision decision) {
        memory = Memory.after(view, decision);
        if (decision.action() instanceof Action.Command command) {
            performer.carryOut(command, view);
        }
        performer.finish(view, decision, Duties.of(view));
        return decision;
    }
}
