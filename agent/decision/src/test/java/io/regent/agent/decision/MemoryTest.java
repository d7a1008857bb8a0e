package io.regent.agent.decision;

import static io.regent.agent.decision.Origins.member;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Cluster;
import io.regent.dcs.Deadline;
import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState.HalfDone;
import io.regent.postgres.Role;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a cycle leaves behind, field by field. */
class MemoryTest {

    @Test
    void a_primary_may_still_run_while_its_data_cannot_be_seen() {
        var lost = seenBy("pg-2").withoutData().remembering(past -> past.lastRole = Optional.of(Role.PRIMARY));

        assertThat(after(seenBy("pg-2").asPrimary()).mayRunAsPrimary()).isTrue();
        assertThat(after(lost).mayRunAsPrimary()).isTrue();
        assertThat(after(lost.with(new BackgroundWork.Failed(Task.DEMOTE, "alive")))
                        .mayRunAsPrimary())
                .isTrue();
        assertThat(after(lost.with(new BackgroundWork.Succeeded(Task.DEMOTE))).mayRunAsPrimary())
                .isFalse();
    }

    @Test
    void a_server_that_was_seen_stopped_does_not_run_any_more() {
        var stopped = seenBy("pg-2").stopped(ControlData.State.IN_PRODUCTION);

        assertThat(after(stopped.remembering(past -> past.lastRole = Optional.of(Role.PRIMARY)))
                        .mayRunAsPrimary())
                .isFalse();
        assertThat(after(stopped, new Action.StartPrimary()).mayRunAsPrimary()).isTrue();
    }

    @Test
    void who_steps_down_remembers_it_while_the_store_is_silent() {
        var stepping = seenBy("pg-2").busyWith(Task.DEMOTE).remembering(past -> past.steppingDown = true);

        assertThat(after(stepping.whileDcsIsSilent()).steppingDown()).isTrue();
        assertThat(after(stepping.whileLeaseIsLost()).steppingDown()).isFalse();
    }

    @Test
    void the_kind_of_a_demotion_is_remembered_while_it_runs() {
        var demoting = seenBy("pg-2").asPrimary().remembering(past -> past.demoting = Optional.of(Demotion.GRACEFUL));

        assertThat(after(seenBy("pg-2").asPrimary(), new Action.Demote(Demotion.GRACEFUL))
                        .demoting())
                .contains(Demotion.GRACEFUL);
        assertThat(after(demoting.busyWith(Task.DEMOTE)).demoting()).contains(Demotion.GRACEFUL);
        assertThat(after(demoting.with(new BackgroundWork.Succeeded(Task.DEMOTE)))
                        .demoting())
                .isEmpty();
    }

    @Test
    void the_end_of_the_lease_is_remembered_until_it_is_known_to_be_lost() {
        var confirmed = seenBy("pg-2").remembering(past -> past.confirmedFor = Optional.of(Duration.ofSeconds(9)));

        assertThat(after(seenBy("pg-2").whileLeaseIsMine()).confirmedUntil())
                .contains(Deadline.after(Views.NOW, Views.TTL));
        assertThat(after(confirmed.whileDcsIsSilent()).confirmedUntil())
                .contains(Deadline.after(Views.NOW, Duration.ofSeconds(9)));
        assertThat(after(confirmed.whileLeaseIsLost()).confirmedUntil()).isEmpty();
    }

    @Test
    void a_failed_promotion_is_remembered_for_ttl() {
        var failed = seenBy("pg-2").asStandby().with(new BackgroundWork.Failed(Task.PROMOTE, "hook"));
        var later = seenBy("pg-2")
                .asStandby()
                .remembering(past -> past.promotionFailedAgo = Optional.of(Views.TTL.minusSeconds(1)));
        var late = seenBy("pg-2").asStandby().remembering(past -> past.promotionFailedAgo = Optional.of(Views.TTL));

        assertThat(after(failed).promotionFailedAt()).contains(Views.NOW);
        assertThat(after(later).promotionFailedAt()).isPresent();
        assertThat(after(late).promotionFailedAt()).isEmpty();
    }

    private static Views rewindFailed() {
        return seenBy("pg-2")
                .withMember("pg-1", Map.of("timeline", 4))
                .whileLeaseIsHeldBy("pg-1")
                .remembering(past -> {
                    past.rewind = RewindMemory.failed("source died");
                    past.lastLed = Optional.of(seenBy("pg-2")
                            .withMember("pg-1", Map.of("timeline", 4))
                            .whileLeaseIsHeldBy("pg-1")
                            .view()
                            .cluster());
                });
    }

    private static final Decision WAITED = new Decision(new Action.Wait(), Rule.STANDBY);

    @Spec("D-002")
    @Test
    void the_cluster_is_remembered_while_it_has_a_leader() {
        View led = seenBy("pg-2").whileLeaseIsHeldBy("pg-1").view();

        assertThat(Memory.after(led, WAITED).lastLed()).contains(led.cluster());
    }

    @Spec("D-001")
    @Test
    void the_position_is_remembered_for_the_next_turn_and_outlives_the_server() {
        var standby = seenBy("pg-2").asStandbyAt(3, "0/3000148");
        var stopped = seenBy("pg-2")
                .stopped(ControlData.State.SHUT_DOWN)
                .remembering(past -> past.lastPosition = Optional.of(Lsn.parse("0/3000148")));

        assertThat(after(standby).lastPosition()).contains(Lsn.parse("0/3000148"));
        assertThat(after(stopped).lastPosition()).contains(Lsn.parse("0/3000148"));
    }

    @Test
    void the_last_led_cluster_outlives_its_leader() {
        Cluster led = seenBy("pg-2").whileLeaseIsHeldBy("pg-1").view().cluster();
        var views = seenBy("pg-2").whileLeaseIsVacant().remembering(past -> past.lastLed = Optional.of(led));

        assertThat(after(views).lastLed()).contains(led);
    }

    @Test
    void a_silent_store_teaches_nothing_about_the_leader() {
        assertThat(after(seenBy("pg-2").whileDcsIsSilent()).lastLed()).isEmpty();
    }

    @Spec("D-193")
    @Test
    void the_role_is_the_one_in_which_the_server_answered() {
        assertThat(after(seenBy("pg-2").asPrimary()).lastRole()).contains(Role.PRIMARY);
        assertThat(after(seenBy("pg-2").asStandby()).lastRole()).contains(Role.STANDBY);
    }

    @Test
    void the_role_outlives_the_server() {
        var views = seenBy("pg-2")
                .stopped(ControlData.State.IN_PRODUCTION)
                .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY));

        assertThat(after(views).lastRole()).contains(Role.PRIMARY);
    }

    @Test
    void a_server_that_is_promoted_counts_as_a_primary() {
        var standby = seenBy("pg-2").asStandby().whileLeaseIsMine();

        assertThat(after(standby, new Action.Promote()).lastRole()).contains(Role.PRIMARY);
        assertThat(after(standby.busyWith(Task.PROMOTE)).lastRole()).contains(Role.PRIMARY);
    }

    @Test
    void a_promoted_server_stays_a_primary_while_it_is_silent() {
        var views = seenBy("pg-2")
                .unresponsive(Role.STANDBY)
                .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY));

        assertThat(after(views).lastRole()).contains(Role.PRIMARY);
    }

    @Test
    void a_demoted_server_that_is_silent_is_a_standby() {
        var views = seenBy("pg-2")
                .unresponsive(Role.STANDBY)
                .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY))
                .with(new BackgroundWork.Succeeded(Task.DEMOTE));

        assertThat(after(views).lastRole()).contains(Role.STANDBY);
    }

    @Test
    void a_server_started_as_a_standby_counts_as_one() {
        var views = seenBy("pg-2")
                .stopped(ControlData.State.SHUT_DOWN)
                .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY));

        assertThat(after(views, new Action.StartStandby(Optional.empty())).lastRole())
                .contains(Role.STANDBY);
    }

    @Test
    void initialising_lasts_until_the_new_primary_has_the_lease() {
        var begun =
                seenBy("pg-2").remembering(past -> past.bootstrapping = true).asPrimary();

        assertThat(after(seenBy("pg-2").withoutData(), new Action.Bootstrap()).bootstrapping())
                .isTrue();
        assertThat(after(begun).bootstrapping()).isTrue();
        assertThat(after(begun.whileLeaseIsMine()).bootstrapping()).isFalse();
    }

    @Test
    void who_steps_down_remembers_it_until_the_lease_is_released() {
        var begun = seenBy("pg-2").asPrimary().whileLeaseIsMine();
        var stopped = seenBy("pg-2")
                .stopped(ControlData.State.SHUT_DOWN)
                .remembering(past -> past.steppingDown = true)
                .whileLeaseIsMine();

        assertThat(after(begun, new Action.Demote(Demotion.GRACEFUL)).steppingDown())
                .isTrue();
        assertThat(after(stopped).steppingDown()).isTrue();
        assertThat(after(stopped, new Action.ReleaseLease(Optional.empty())).steppingDown())
                .isFalse();
    }

    @Test
    void a_demotion_that_keeps_the_lease_is_no_stepping_down() {
        assertThat(after(seenBy("pg-2").asPrimary().whileLeaseIsMine(), new Action.Demote(Demotion.OFFLINE))
                        .steppingDown())
                .isFalse();
    }

    @Test
    void a_server_that_runs_again_has_not_stepped_down() {
        var views = seenBy("pg-2")
                .asPrimary()
                .remembering(past -> past.steppingDown = true)
                .whileLeaseIsMine();

        assertThat(after(views).steppingDown()).isFalse();
        assertThat(after(views.busyWith(Task.DEMOTE)).steppingDown()).isTrue();
    }

    @Test
    void the_release_is_remembered_until_somebody_leads() {
        var released = seenBy("pg-2").remembering(past -> past.releasedAgo = Optional.of(Duration.ofSeconds(3)));

        assertThat(after(seenBy("pg-2").whileLeaseIsMine(), new Action.ReleaseLease(Optional.empty()))
                        .releasedAt())
                .contains(Views.NOW);
        assertThat(after(released.whileLeaseIsVacant()).releasedAt()).isPresent();
        assertThat(after(released.whileLeaseIsHeldBy("pg-1")).releasedAt()).isEmpty();
    }

    @Spec("D-052")
    @Test
    void recovery_is_used_up_until_the_server_runs() {
        var used =
                seenBy("pg-2").stopped(ControlData.State.IN_PRODUCTION).remembering(past -> past.recoveryUsed = true);

        assertThat(after(seenBy("pg-2"), new Action.RecoverCrash()).recoveryUsed())
                .isTrue();
        assertThat(after(used).recoveryUsed()).isTrue();
        assertThat(after(used.asStandby()).recoveryUsed()).isFalse();
    }

    @Spec("D-052")
    @Test
    void a_failed_rewind_is_remembered_until_there_is_reason_to_try_again() {
        var failed = seenBy("pg-2")
                .withHalfDone(HalfDone.Work.REWIND)
                .with(new BackgroundWork.Failed(Task.REWIND, "source died"));

        assertThat(after(failed).rewind().failed()).contains("source died");
        assertThat(after(rewindFailed().asStandby()).rewind().failed()).contains("source died");
        assertThat(after(rewindFailed().withDivergence(new Divergence.Follows()))
                        .rewind()
                        .failed())
                .isEmpty();
        assertThat(after(rewindFailed(), new Action.Clone(member("pg-1")))
                        .rewind()
                        .failed())
                .isEmpty();
        assertThat(after(rewindFailed().whileLeaseIsHeldBy("pg-3")).rewind().failed())
                .isEmpty();
        assertThat(after(rewindFailed().withMember("pg-1", Map.of("timeline", 5)))
                        .rewind()
                        .failed())
                .isEmpty();
    }

    @Spec({"D-005", "D-006", "HA-167"})
    @Test
    void the_end_of_a_pause_gives_a_rewind_that_failed_another_chance() {
        assertThat(after(seenBy("pg-2").paused()).paused()).isTrue();
        assertThat(after(seenBy("pg-2")).paused()).isFalse();

        assertThat(after(rewindFailed().asStandby().paused()).rewind().failed()).isPresent();
        assertThat(after(rewindFailed().asStandby().remembering(past -> past.paused = true))
                        .rewind()
                        .failed())
                .isEmpty();
    }

    @Spec("D-213")
    @Test
    void the_limit_of_a_restart_holds_until_the_server_runs() {
        var limit = Optional.of(Duration.ofSeconds(7));
        var restarting = seenBy("pg-2").remembering(past -> past.startLimit = limit);

        assertThat(after(seenBy("pg-2").asPrimary(), new Action.Restart(new OperatorRequest.Restart(limit)))
                        .startLimit())
                .isEqualTo(limit);
        assertThat(after(restarting.busyWith(Task.RESTART)).startLimit()).isEqualTo(limit);
        assertThat(after(restarting.with(new BackgroundWork.Idle()).starting()).startLimit())
                .isEqualTo(limit);
        assertThat(after(restarting.asPrimary()).startLimit()).isEmpty();
    }

    @Test
    void the_begin_of_a_start_is_remembered() {
        var starting = seenBy("pg-2").starting();

        assertThat(after(starting).startingSince()).contains(Views.NOW);
        assertThat(after(starting.remembering(past -> past.startingFor = Optional.of(Duration.ofSeconds(7))))
                        .startingSince())
                .contains(Views.NOW - Duration.ofSeconds(7).toNanos());
        assertThat(after(starting.asStandby()).startingSince()).isEmpty();
    }

    private static Memory after(Views views) {
        return Memory.after(views.view(), WAITED);
    }

    private static Memory after(Views views, Action action) {
        return Memory.after(views.view(), new Decision(action, Rule.STANDBY));
    }
}
