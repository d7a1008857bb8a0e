package io.regent.agent.decision;

import java.time.Duration;
import java.util.Optional;

/** Shortens the rows of the table. */
final class Say {

    private Say() {}

    static Optional<Decision> does(Action action, Rule rule) {
        return Optional.of(new Decision(action, rule));
    }

    static Optional<Decision> waits(Rule rule) {
        return does(new Action.Wait(), rule);
    }

    static Optional<Decision> looksAgain(Duration within, Rule rule) {
        return does(new Action.LookAgain(within), rule);
    }

    static Optional<Decision> demotes(Demotion kind, Rule rule) {
        return does(new Action.Demote(kind), rule);
    }

    static Optional<Decision> nothing() {
        return Optional.empty();
    }
}
