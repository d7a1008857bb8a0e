package io.regent.agent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.simulation.mutant.Altered;
import io.regent.postgres.PostgresState;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Goal: pause is one guard in front of all actions. Method: random cycles of members that nobody asked for anything. */
class PauseLessonsTest {

    private static final int TRIES = 3000;

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.randomValue(Random::nextLong);
    }

    /** A server whose data is gone is no server any more: what may still run is stopped, paused or not (D-060). */
    @Property(tries = TRIES)
    @Spec("LES-114")
    void in_pause_the_only_commands_are_those_that_an_operator_asked_for(@ForAll("seeds") long seed) {
        var random = new Random(seed);
        View view = paused(RandomViews.atTheBeginning(random));
        boolean asked = view.request().isPresent()
                || view.failover().isPresent()
                || view.memory().mayRejoinPaused()
                || view.memory().bootstrapping();
        Decision end = settled(view, new RandomAnswers(random));

        if (!asked && end.rule() != Rule.STOP_WITHOUT_DATA) {
            assertThat(end.action())
                    .as("%s", view)
                    .isInstanceOfAny(
                            Action.Wait.class,
                            Action.LookAgain.class,
                            Action.Follow.class,
                            Action.ReleaseLease.class,
                            Action.Exit.class);
        }
        if (view.postgres() instanceof PostgresState.Running) {
            assertThat(Duties.of(view).slots()).isEmpty();
        }
    }

    private static Decision settled(View first, RandomAnswers answers) {
        View view = first;
        Decision decision = Decider.decide(view);
        while (decision.action() instanceof Action.Question question) {
            view = answers.answer(question, view);
            decision = Decider.decide(view);
        }
        return decision;
    }

    private static View paused(View view) {
        return Altered.with(view, "settings", Altered.with(view.settings(), "paused", true));
    }
}
