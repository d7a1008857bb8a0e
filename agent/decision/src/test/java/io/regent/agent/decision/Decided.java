package io.regent.agent.decision;

import static org.assertj.core.api.Assertions.assertThat;

/** What the table says of a view. */
final class Decided {

    private Decided() {}

    static void isWait(Views views, Rule rule) {
        is(views, new Action.Wait(), rule);
    }

    static void isDemotion(Views views, Demotion kind, Rule rule) {
        is(views, new Action.Demote(kind), rule);
    }

    static void is(Views views, Action action, Rule rule) {
        assertThat(Decider.decide(views.view())).isEqualTo(new Decision(action, rule));
    }
}
