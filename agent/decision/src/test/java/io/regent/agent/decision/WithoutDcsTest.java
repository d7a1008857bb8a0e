package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.postgres.ControlData;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The store is silent (T1). */
class WithoutDcsTest {

    @Spec({"D-012", "HA-070"})
    @Test
    void a_primary_is_demoted_when_the_store_does_not_answer() {
        isDemotion(seenBy("pg-2").asPrimary().whileDcsIsSilent(), Demotion.OFFLINE, Rule.DCS_SILENT_DEMOTE);
    }

    @Spec({"D-176", "HA-070"})
    @Test
    void a_primary_is_demoted_when_only_the_renewal_is_not_answered() {
        isDemotion(seenBy("pg-2").asPrimary().whileLeaseIsUnanswered(), Demotion.OFFLINE, Rule.DCS_SILENT_DEMOTE);
    }

    @Test
    void a_primary_that_does_not_answer_is_demoted_all_the_same() {
        isDemotion(
                seenBy("pg-2").unresponsive(Role.PRIMARY).whileDcsIsSilent(), Demotion.OFFLINE, Rule.DCS_SILENT_DEMOTE);
    }

    @Test
    void a_promoted_server_that_has_not_answered_since_counts_as_a_primary() {
        isDemotion(
                seenBy("pg-2")
                        .unresponsive(Role.STANDBY)
                        .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY))
                        .whileDcsIsSilent(),
                Demotion.OFFLINE,
                Rule.DCS_SILENT_DEMOTE);
    }

    @Spec({"D-010", "HA-161"})
    @Test
    void in_pause_nothing_is_done() {
        isWait(seenBy("pg-2").asPrimary().paused().whileDcsIsSilent(), Rule.DCS_SILENT_PAUSED);
    }

    @Test
    void a_standby_goes_on_streaming() {
        isWait(seenBy("pg-2").asStandby().whileDcsIsSilent(), Rule.DCS_SILENT_STANDBY);
    }

    @Spec("D-010")
    @Test
    void a_stopped_server_stays_stopped() {
        isWait(seenBy("pg-2").stopped(ControlData.State.SHUT_DOWN).whileDcsIsSilent(), Rule.DCS_SILENT);
    }

    @Test
    void a_demotion_goes_on() {
        isWait(seenBy("pg-2").asPrimary().busyWith(Task.DEMOTE).whileDcsIsSilent(), Rule.DCS_SILENT_DEMOTING);
    }

    @Test
    void a_promotion_is_undone() {
        isDemotion(
                seenBy("pg-2").asStandby().busyWith(Task.PROMOTE).whileDcsIsSilent(),
                Demotion.OFFLINE,
                Rule.DCS_SILENT_DEMOTE);
    }

    @Test
    void a_clone_goes_on() {
        isWait(seenBy("pg-2").withoutData().busyWith(Task.CLONE).whileDcsIsSilent(), Rule.DCS_SILENT);
    }

    @Test
    void a_bootstrap_waits_for_the_store() {
        isWait(
                seenBy("pg-2")
                        .asPrimary()
                        .remembering(past -> past.bootstrapping = true)
                        .whileDcsIsSilent(),
                Rule.BOOTSTRAP_WITHOUT_DCS);
    }

    @Test
    void a_primary_whose_data_is_gone_is_stopped_and_not_started_again() {
        isDemotion(
                seenBy("pg-2")
                        .withoutData()
                        .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY))
                        .whileDcsIsSilent(),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.DCS_SILENT_DEMOTE);
    }

    @Test
    void a_graceful_demotion_goes_on_while_the_lease_lasts_long_enough() {
        isWait(graceful(Duration.ofSeconds(25)), Rule.DCS_SILENT_DEMOTING);
        isDemotion(graceful(Duration.ofSeconds(15)), Demotion.OFFLINE, Rule.DCS_SILENT_DEMOTE);
    }

    private static Views graceful(Duration left) {
        return seenBy("pg-2")
                .asPrimary()
                .busyWith(Task.DEMOTE)
                .remembering(past -> {
                    past.demoting = Optional.of(Demotion.GRACEFUL);
                    past.confirmedFor = Optional.of(left);
                })
                .whileDcsIsSilent();
    }
}
