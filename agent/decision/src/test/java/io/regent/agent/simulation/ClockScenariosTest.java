package io.regent.agent.simulation;

import static io.regent.agent.simulation.Play.MINUTES;
import static io.regent.agent.simulation.Play.TTL;
import static io.regent.agent.simulation.Play.leader;
import static io.regent.agent.simulation.Play.play;
import static io.regent.agent.simulation.Play.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.cycle.Performer;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.View;
import io.regent.agent.simulation.engine.Routine;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.fault.Plan;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: neither a clock that jumps nor a loop that stands still makes two writers. */
class ClockScenariosTest {

    private static final Duration LONGER_THAN_THE_LEASE = Duration.ofSeconds(40);

    /** Stands still before one of the steps of the loop, whichever node takes it. */
    private static final class StandingStill implements Performer {
        private final Performer real;
        private final long[] left;

        StandingStill(Performer real, long[] left) {
            this.real = real;
            this.left = left;
        }

        @Override
        public View ask(Action.Question question, View view) {
            step();
            View learned = real.ask(question, view);
            step();
            return learned;
        }

        @Override
        public void carryOut(Action.Command command, View view) {
            step();
            real.carryOut(command, view);
        }

        @Override
        public void finish(View view, Decision decision, Duties duties) {
            step();
            real.finish(view, decision, duties);
        }

        private void step() {
            if (left[0]-- == 0) {
                Routine.sleep(LONGER_THAN_THE_LEASE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -120, 120, 3_600})
    @Spec("LES-126")
    void wall_clocks_that_jump_change_nothing(long seconds) {
        play(stage -> {
            Node old = leader(stage);
            for (Node node : stage.world().nodes()) {
                node.clock().stepWall(Duration.ofSeconds(node == old ? seconds : -seconds));
            }
            assertThat(stage.runUntil(() -> !old.canCommit(), MINUTES)).isFalse();

            stage.happen(Kind.POWER_CUT, old.name(), Duration.ofHours(1));

            assertThat(stage.runUntil(() -> writer(stage).isPresent(), TTL.multipliedBy(2)))
                    .isTrue();
        });
    }

    @Test
    void a_loop_that_stands_still_at_any_step_makes_no_second_writer() {
        var noFaults = new Plan(Duration.ofMinutes(4), List.of());
        for (long step = 0; step < 150; step++) {
            long[] left = {step};
            Wiring wiring = new Wiring() {
                @Override
                public Performer performer(Performer real) {
                    return new StandingStill(real, left);
                }
            };

            Verdict verdict = new Simulation(step, 3, noFaults, wiring).run();

            assertThat(verdict.complaint()).describedAs("at step " + step).isEmpty();
        }
    }
}
