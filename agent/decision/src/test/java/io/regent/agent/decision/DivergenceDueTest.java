package io.regent.agent.decision;

import static io.regent.agent.decision.Origins.member;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Cluster;
import io.regent.postgres.Divergence;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the local history has to be compared with the leader's. */
class DivergenceDueTest {

    @Spec("HA-111")
    @Test
    void a_new_agent_does_not_trust_its_history() {
        assertThat(Memory.NEW.divergenceDue()).isTrue();
    }

    @Spec("HA-111")
    @Test
    void histories_are_compared_again_after_whatever_may_have_parted_them() {
        var views = seenBy("pg-2").asPrimary();

        assertThat(after(views, new Action.Demote(Demotion.OFFLINE)).divergenceDue())
                .isTrue();
        assertThat(after(views, new Action.RecoverCrash()).divergenceDue()).isTrue();
        assertThat(after(views, new Action.Rewind(member("pg-1"))).divergenceDue())
                .isTrue();
        assertThat(after(views, new Action.StartPrimary()).divergenceDue()).isTrue();
        assertThat(after(views, new Action.StartStandby(Optional.empty())).divergenceDue())
                .isTrue();
        assertThat(after(views).divergenceDue()).isFalse();
    }

    @Spec("HA-111")
    @Test
    void histories_are_compared_again_under_a_new_leader() {
        Cluster led = seenBy("pg-2").whileLeaseIsHeldBy("pg-3").view().cluster();
        var views = seenBy("pg-2")
                .remembering(past -> past.lastLed = Optional.of(led))
                .whileLeaseIsHeldBy("pg-1");

        assertThat(after(views).divergenceDue()).isTrue();
    }

    @Spec("HA-111")
    @Test
    void a_comparison_is_due_until_it_was_understood() {
        var due = seenBy("pg-2").whileLeaseIsHeldBy("pg-1").remembering(past -> past.divergenceDue = true);

        assertThat(after(due.withDivergence(new Divergence.NotKnown("refused"))).divergenceDue())
                .isTrue();
        assertThat(after(due.withDivergence(new Divergence.Diverged("0/3"))).divergenceDue())
                .isTrue();
        assertThat(after(due.withDivergence(new Divergence.Follows())).divergenceDue())
                .isFalse();
    }

    @Spec("HA-111")
    @Test
    void a_leading_primary_has_nothing_to_compare_with() {
        var views = seenBy("pg-2").asPrimary().whileLeaseIsMine().remembering(past -> past.divergenceDue = true);

        assertThat(after(views).divergenceDue()).isFalse();
    }

    @Spec("HA-111")
    @Test
    void who_streams_on_the_leaders_timeline_need_not_compare() {
        var views = seenBy("pg-2")
                .asStandbyOf("pg-1")
                .withMember("pg-1", Map.of("timeline", 3))
                .whileLeaseIsHeldBy("pg-1")
                .remembering(past -> past.divergenceDue = true);

        assertThat(after(views).divergenceDue()).isFalse();
    }

    @Spec("HA-111")
    @Test
    void histories_are_compared_again_when_a_pause_ends_in_which_anything_may_have_been_done_by_hand() {
        var views = seenBy("pg-2").asStandby().whileLeaseIsHeldBy("pg-1");

        assertThat(after(views.remembering(past -> past.paused = true)).divergenceDue())
                .isTrue();
        assertThat(after(views.remembering(past -> past.paused = false)).divergenceDue())
                .isFalse();
    }

    private static Memory after(Views views) {
        return after(views, new Action.Wait());
    }

    private static Memory after(Views views, Action action) {
        return Memory.after(views.view(), new Decision(action, Rule.STANDBY));
    }
}
