package io.regent.agent.decision;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Initialization;
import io.regent.watchdog.WatchdogState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Goal: nobody accepts writes without the watchdog that is required, or can be had. */
class ArmingTest {

    private static final WatchdogState ARMED = RowsOfWatchdogs.ARMED;
    private static final WatchdogState READY = new WatchdogState.Ready();
    private static final WatchdogState UNUSABLE = new WatchdogState.Unusable("no device");
    private static final WatchdogState FAILED = new WatchdogState.Failed("no device");

    @Test
    void a_standby_with_the_lease_starts_the_watchdog_before_it_promotes() {
        var standby = seenBy("pg-2").asStandby().whileLeaseIsMine().withoutAnswers();

        assertThat(decide(standby.with(READY))).isEqualTo(new Decision(new Action.ArmWatchdog(), Rule.ARM_WATCHDOG));
        assertThat(decide(standby.with(ARMED)).action()).isEqualTo(new Action.Promote());
        assertThat(decide(standby.with(UNUSABLE)).action()).isEqualTo(new Action.Promote());
    }

    @Test
    @Spec({"D-191", "HA-178"})
    void a_standby_whose_required_watchdog_does_not_start_lets_the_lease_go() {
        var standby = seenBy("pg-2").asStandby().whileLeaseIsMine().withoutAnswers();

        assertThat(decide(standby.with(FAILED)))
                .isEqualTo(new Decision(new Action.ReleaseLease(Optional.empty()), Rule.RELEASE_WITHOUT_WATCHDOG));
    }

    @Test
    @Spec({"D-190", "HA-160", "HA-178"})
    void a_primary_whose_required_watchdog_does_not_start_is_demoted_at_once() {
        var primary = seenBy("pg-2").asPrimary().whileLeaseIsMine();

        assertThat(decide(primary.with(READY)).action()).isEqualTo(new Action.ArmWatchdog());
        assertThat(decide(primary.with(FAILED)))
                .isEqualTo(new Decision(new Action.Demote(Demotion.IMMEDIATE), Rule.DEMOTE_WITHOUT_WATCHDOG));
        assertThat(decide(primary.with(UNUSABLE)).rule()).isEqualTo(Rule.LEAD);
    }

    @Spec("HA-160")
    @Test
    void in_pause_nobody_needs_a_watchdog() {
        var primary = seenBy("pg-2").asPrimary().whileLeaseIsMine().paused();

        assertThat(decide(primary.with(READY)).rule()).isEqualTo(Rule.LEAD);
        assertThat(decide(primary.with(FAILED)).rule()).isEqualTo(Rule.LEAD);
    }

    @Test
    void a_crashed_primary_is_started_in_place_under_the_watchdog_only() {
        var crashed = Situations.crashedPrimary(seenBy("pg-2").whileLeaseIsMine());

        assertThat(decide(crashed.with(READY)).action()).isEqualTo(new Action.ArmWatchdog());
        assertThat(decide(crashed.with(ARMED)).action()).isEqualTo(new Action.StartPrimary());
        assertThat(decide(crashed.with(FAILED)).rule()).isEqualTo(Rule.RELEASE_WITHOUT_WATCHDOG);
    }

    @Test
    @Spec("D-149")
    void a_member_whose_required_watchdog_cannot_be_used_does_not_race() {
        var standby = seenBy("pg-2").asStandby().whileLeaseIsVacant().withoutAnswers();

        assertThat(decide(standby.with(FAILED))).isEqualTo(new Decision(new Action.Wait(), Rule.WITHOUT_WATCHDOG));
        assertThat(decide(standby.with(UNUSABLE)).action()).isEqualTo(new Action.AcquireLease());
        assertThat(decide(standby.with(READY)).action()).isEqualTo(new Action.AcquireLease());
    }

    @Test
    void not_even_the_chosen_candidate_races_without_its_required_watchdog() {
        var chosen =
                seenBy("pg-2").asStandby().whileLeaseIsVacant().withoutAnswers().withFailover("", "pg-2");

        assertThat(decide(chosen.with(FAILED)).rule()).isEqualTo(Rule.WITHOUT_WATCHDOG);
        assertThat(decide(chosen.with(READY)).action()).isEqualTo(new Action.AcquireLease());
    }

    @Test
    void a_primary_that_nobody_leads_does_not_take_the_lease_without_its_required_watchdog() {
        var primary = seenBy("pg-2").asPrimary().whileLeaseIsVacant().withoutAnswers();

        assertThat(decide(primary.with(FAILED)))
                .isEqualTo(new Decision(new Action.Demote(Demotion.IMMEDIATE_NOLOCK), Rule.STOP_WITHOUT_WATCHDOG));
    }

    @Test
    @Spec("D-043")
    void a_new_cluster_is_given_up_when_its_required_watchdog_does_not_start() {
        var first = seenBy("pg-2")
                .asPrimary()
                .whileLeaseIsVacant()
                .withInitialization(new Initialization.InProgress())
                .remembering(past -> past.bootstrapping = true);

        assertThat(decide(first.with(READY)).action()).isEqualTo(new Action.ArmWatchdog());
        assertThat(decide(first.with(FAILED)).action()).isInstanceOf(Action.AbandonBootstrap.class);
        assertThat(decide(first.with(FAILED)).rule()).isEqualTo(Rule.BOOTSTRAP_WITHOUT_WATCHDOG);
        assertThat(decide(first.with(ARMED)).action()).isInstanceOf(Action.WriteInitialize.class);
    }

    @Test
    void who_could_not_lead_leaves_the_bootstrap_to_others() {
        var empty = seenBy("pg-2")
                .withoutData()
                .whileLeaseIsVacant()
                .withInitialization(new Initialization.Absent())
                .with(with -> with.mayBootstrap = true);

        assertThat(decide(empty.with(FAILED)).rule()).isEqualTo(Rule.CLAIM_WITHOUT_WATCHDOG);
        assertThat(decide(empty.with(READY)).action()).isEqualTo(new Action.ClaimBootstrap());
    }

    @Test
    void the_log_says_why_there_is_no_watchdog() {
        View view = seenBy("pg-2")
                .asStandby()
                .whileLeaseIsVacant()
                .withoutAnswers()
                .with(FAILED)
                .view();

        assertThat(Sentence.of(view, Decider.decide(view)))
                .contains("the watchdog is required")
                .contains("no device");
    }

    private static Decision decide(Views views) {
        return Decider.decide(views.view());
    }
}
