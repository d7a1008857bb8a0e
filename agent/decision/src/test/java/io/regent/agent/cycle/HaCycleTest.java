package io.regent.agent.cycle;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Demotion;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Memory;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.View;
import io.regent.agent.decision.Views;
import io.regent.dcs.Deadline;
import io.regent.dcs.Initialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** One turn of the loop. */
class HaCycleTest {

    private final World world = new World();
    private final HaCycle cycle = new HaCycle(world, world, world);

    @Test
    void the_answer_to_a_question_is_part_of_the_next_view() {
        world.sees(seenBy("pg-2").asPrimary().whileLeaseIsClaimed());
        world.answers(
                (question, view) -> view.with(new Lease.Mine(Deadline.after(view.now(), Duration.ofSeconds(30)))));

        Decision decision = cycle.run();

        assertThat(decision.rule()).isEqualTo(Rule.LEAD);
        assertThat(world.questions).containsExactly(new Action.RenewLease());
        assertThat(world.rules).containsExactly(Rule.CONFIRM_LEASE, Rule.LEAD);
    }

    @Spec("D-136")
    @Test
    void who_takes_the_vacant_lease_does_what_a_leader_does_in_the_same_turn() {
        world.sees(seenBy("pg-2").asStandby().withoutAnswers().whileLeaseIsVacant());
        world.answers(
                (question, view) -> view.with(new Lease.Mine(Deadline.after(view.now(), Duration.ofSeconds(30)))));
        assertThat(cycle.run().rule()).isEqualTo(Rule.PROMOTE);
        assertThat(world.questions).containsExactly(new Action.AcquireLease());

        world.sees(seenBy("pg-2").asPrimary().withoutAnswers().whileLeaseIsVacant());
        assertThat(cycle.run().rule()).isEqualTo(Rule.LEAD);
    }

    @Spec("D-132")
    @Test
    void who_is_beaten_to_the_lease_is_not_promoted() {
        world.sees(seenBy("pg-2").asStandby().withoutAnswers().whileLeaseIsVacant());
        world.answers((question, view) -> view.with(new Lease.Lost()));

        assertThat(cycle.run().rule()).isEqualTo(Rule.LOST_STANDBY);
        assertThat(world.commands).containsExactly(new Action.Wait());
    }

    @Spec("D-001")
    @Test
    void a_store_that_cannot_be_read_is_the_matter_of_the_turn() {
        world.sees(seenBy("pg-2").asPrimary().whileDcsIsSilent());

        assertThat(cycle.run().rule()).isEqualTo(Rule.DCS_SILENT_DEMOTE);
        assertThat(world.questions).isEmpty();
    }

    @Test
    void a_renewal_that_is_not_answered_demotes_in_the_same_turn() {
        world.sees(seenBy("pg-2").asPrimary().whileLeaseIsClaimed());
        world.answers((question, view) -> view.withSilentDcs("timed out"));

        assertThat(cycle.run().rule()).isEqualTo(Rule.DCS_SILENT_DEMOTE);
    }

    @Test
    void an_answer_that_changes_nothing_counts_as_silence_of_the_store() {
        world.sees(seenBy("pg-2").asPrimary().whileLeaseIsClaimed());
        world.answers((question, view) -> view);

        assertThat(cycle.run().rule()).isEqualTo(Rule.DCS_SILENT_DEMOTE);
        assertThat(world.questions).hasSize(1);
        assertThat(world.commands).containsExactly(new Action.Demote(Demotion.OFFLINE));
    }

    @Test
    void a_leader_with_a_confirmed_lease_goes_on_leading_when_an_answer_changes_nothing() {
        world.sees(seenBy("pg-2").asPrimary().withoutConfig().whileLeaseIsMine());
        world.answers((question, view) -> view);

        assertThat(cycle.run()).isEqualTo(new Decision(new Action.Wait(), Rule.LEAD));
        assertThat(world.order).containsExactly("observe", "carry out", "finish");
    }

    @Test
    void questions_come_to_an_end() {
        world.sees(seenBy("pg-2").asPrimary().whileLeaseIsClaimed());
        world.answers((question, view) -> view.with(view.cluster().with(garbage(world))));

        assertThat(cycle.run().rule()).isEqualTo(Rule.DCS_SILENT_DEMOTE);
        assertThat(world.questions).hasSize(16);
    }

    @Test
    void the_command_is_carried_out_once_and_the_turn_is_finished_after_it() {
        world.sees(seenBy("pg-2").asStandby().withoutAnswers().whileLeaseIsMine());

        cycle.run();

        assertThat(world.commands).containsExactly(new Action.Promote());
        assertThat(world.order).containsExactly("observe", "carry out", "finish");
    }

    @Test
    void the_duties_are_those_of_the_last_view() {
        world.sees(seenBy("pg-2").asPrimary().whileLeaseIsClaimed());
        world.answers(
                (question, view) -> view.with(new Lease.Mine(Deadline.after(view.now(), Duration.ofSeconds(30)))));

        cycle.run();

        assertThat(world.duties.getLast().status()).isPresent();
    }

    @Test
    void the_next_turn_begins_with_what_this_one_left_behind() {
        world.sees(seenBy("pg-2").asStandby().withoutAnswers().whileLeaseIsMine());

        cycle.run();
        cycle.run();

        assertThat(world.memories.getFirst()).isEqualTo(Memory.NEW);
        assertThat(world.memories.getLast())
                .isEqualTo(Memory.after(
                        seenBy("pg-2")
                                .asStandby()
                                .withoutAnswers()
                                .whileLeaseIsMine()
                                .view(),
                        new Decision(new Action.Promote(), Rule.PROMOTE)));
    }

    private static Initialization garbage(World world) {
        return new Initialization.Garbage("after " + world.questions.size());
    }

    /** Shows one view, answers as it is told, and keeps what it was asked to do. */
    private static final class World implements Observer, Performer, Journal {

        private final List<Memory> memories = new ArrayList<>();
        private final List<Action.Question> questions = new ArrayList<>();
        private final List<Action.Command> commands = new ArrayList<>();
        private final List<Rule> rules = new ArrayList<>();
        private final List<Duties> duties = new ArrayList<>();
        private final List<String> order = new ArrayList<>();
        private View view = seenBy("pg-2").view();
        private BiFunction<Action.Question, View, View> answer = (question, asked) -> asked;

        void sees(Views views) {
            view = views.view();
        }

        void answers(BiFunction<Action.Question, View, View> how) {
            answer = how;
        }

        @Override
        public View observe(Memory memory) {
            order.add("observe");
            memories.add(memory);
            return view;
        }

        @Override
        public View ask(Action.Question question, View asked) {
            questions.add(question);
            return answer.apply(question, asked);
        }

        @Override
        public void carryOut(Action.Command command, View seen) {
            order.add("carry out");
            commands.add(command);
        }

        @Override
        public void finish(View seen, Decision decision, Duties owed) {
            order.add("finish");
            duties.add(owed);
        }

        @Override
        public void append(View seen, Decision decision) {
            rules.add(decision.rule());
        }
    }
}
