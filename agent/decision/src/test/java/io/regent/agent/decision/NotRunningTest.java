package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Origins.member;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The data is there, and no server runs on it (T7). */
class NotRunningTest {

    @Spec("D-084")
    @Test
    void a_crashed_primary_with_the_lease_is_started_where_it_is() {
        is(crashed().whileLeaseIsMine(), new Action.StartPrimary(), Rule.RESTART_CRASHED);
    }

    @Spec("D-083")
    @Test
    void a_crashed_primary_hands_over_where_the_operator_has_no_patience() {
        is(
                crashed()
                        .with(with -> with.primaryStartTimeout = Duration.ZERO)
                        .withPeer("pg-1", 3, "0/3000000")
                        .whileLeaseIsMine(),
                new Action.ReleaseLease(Optional.empty()),
                Rule.RELEASE_INSTEAD_OF_START);
    }

    @Spec("LES-055")
    @Test
    void a_crashed_primary_is_started_at_once_when_nobody_can_take_over() {
        is(
                crashed()
                        .with(with -> with.primaryStartTimeout = Duration.ZERO)
                        .withoutAnswers()
                        .whileLeaseIsMine(),
                new Action.StartPrimary(),
                Rule.RESTART_CRASHED);
    }

    @Spec("D-050")
    @Test
    void a_primary_that_could_not_be_started_gives_up_the_lease() {
        is(
                crashed()
                        .with(new BackgroundWork.Failed(Task.START_PRIMARY, "no space"))
                        .whileLeaseIsMine(),
                new Action.ReleaseLease(Optional.empty()),
                Rule.RELEASE_AFTER_FAILED_START);
    }

    @Spec({"HA-073", "HA-074"})
    @Test
    void a_stopped_leader_that_steps_down_publishes_the_end_of_its_log() {
        is(
                stopped().remembering(past -> past.steppingDown = true).whileLeaseIsMine(),
                new Action.ReleaseLease(Optional.of(Lsn.parse("0/3000028"))),
                Rule.RELEASE_AFTER_STEPPING_DOWN);
    }

    @Spec({"D-087", "HA-207"})
    @Test
    void a_new_agent_starts_the_leaders_server_read_only_first() {
        is(stopped().whileLeaseIsMine(), new Action.StartStandby(Optional.empty()), Rule.START_READ_ONLY);
    }

    @Test
    void a_new_agent_recovers_the_leaders_crashed_server_first() {
        is(unclean().whileLeaseIsMine(), new Action.RecoverCrash(), Rule.RECOVER);
    }

    @Test
    void recovery_is_tried_once() {
        is(
                unclean().remembering(past -> past.recoveryUsed = true).whileLeaseIsVacant(),
                new Action.StartStandby(Optional.empty()),
                Rule.START_AS_STANDBY);
    }

    @Spec({"D-080", "HA-161"})
    @Test
    void in_pause_a_stopped_leader_gives_up_the_lease() {
        is(
                stopped().paused().whileLeaseIsMine(),
                new Action.ReleaseLease(Optional.of(Lsn.parse("0/3000028"))),
                Rule.RELEASE_STOPPED_PAUSED);
    }

    @Test
    void in_pause_a_stopped_server_stays_stopped() {
        isWait(stopped().paused().whileLeaseIsHeldBy("pg-1"), Rule.STOPPED_PAUSED);
    }

    @Spec("D-081")
    @Test
    void in_pause_only_what_a_request_stopped_comes_back_behind_the_new_leader() {
        Views stopped = stopped().paused().whileLeaseIsHeldBy("pg-1");
        isWait(stopped, Rule.STOPPED_PAUSED);
        Views moved = stopped.remembering(past -> past.mayRejoinPaused = true);
        is(moved, new Action.StartStandby(Optional.of(member("pg-1"))), Rule.START_AS_STANDBY);
        isWait(moved.whileLeaseIsVacant(), Rule.STOPPED_PAUSED);
    }

    @Spec({"HA-120", "HA-165"})
    @Test
    void a_former_primary_that_a_switchover_in_pause_stopped_is_rewound_if_it_must_be() {
        Views moved = diverged().paused().remembering(past -> past.mayRejoinPaused = true);

        is(moved.with(with -> with.rewindAllowed = true), new Action.Rewind(member("pg-1")), Rule.REWIND);
    }

    @Test
    void who_has_just_stepped_down_lets_others_win() {
        isWait(
                stopped()
                        .remembering(past -> past.releasedAgo = Optional.of(Duration.ofSeconds(9)))
                        .whileLeaseIsVacant(),
                Rule.LET_OTHERS_WIN);
    }

    @Test
    void who_stepped_down_long_ago_starts_again() {
        is(
                stopped()
                        .remembering(past -> past.releasedAgo = Optional.of(Duration.ofSeconds(10)))
                        .whileLeaseIsVacant(),
                new Action.StartStandby(Optional.empty()),
                Rule.START_AS_STANDBY);
    }

    @Spec("D-088")
    @Test
    void a_former_primary_compares_histories_before_it_starts() {
        is(due(stopped()), new Action.ExamineDivergence(member("pg-1")), Rule.COMPARE_BEFORE_START);
    }

    @Spec("D-091")
    @Test
    void a_former_primary_that_follows_is_started_behind_the_leader() {
        is(
                due(stopped()).withDivergence(new Divergence.Follows()),
                new Action.StartStandby(Optional.of(member("pg-1"))),
                Rule.START_AS_STANDBY);
    }

    @Test
    void a_former_primary_is_not_started_before_the_histories_were_compared() {
        isWait(due(stopped()).withDivergence(new Divergence.NotKnown("refused")), Rule.WAIT_TO_COMPARE);
    }

    @Test
    @Spec("LES-023")
    void a_standby_that_could_not_be_compared_starts_without_a_leader_that_may_be_on_another_timeline_of_its_number() {
        Views standby = due(seenBy("pg-2").stopped(ControlData.State.SHUT_DOWN_IN_RECOVERY))
                .withDivergence(new Divergence.NotKnown("refused"));

        is(standby, new Action.StartStandby(Optional.empty()), Rule.START_UNCOMPARED);
        is(
                standby.withMember("pg-1", Map.of("timeline", 4)),
                new Action.StartStandby(Optional.of(member("pg-1"))),
                Rule.START_AS_STANDBY);
    }

    @Test
    @Spec("LES-023")
    void a_log_that_only_looks_like_the_leaders_is_not_started_until_it_was_copied_anew() {
        Views irreconcilable = due(stopped()).withDivergence(new Divergence.Irreconcilable("timeline 3"));

        isWait(irreconcilable.with(with -> with.rewindAllowed = true), Rule.IRRECONCILABLE);
        is(
                irreconcilable.with(with -> with.removeDivergedData = true),
                new Action.Clone(member("pg-1")),
                Rule.CLONE_DIVERGED);
    }

    @Spec("D-104")
    @Test
    void a_diverged_primary_is_rewound_where_allowed() {
        is(diverged().with(with -> with.rewindAllowed = true), new Action.Rewind(member("pg-1")), Rule.REWIND);
    }

    @Test
    void a_rewind_waits_for_the_checkpoint_of_the_new_leader() {
        isWait(
                diverged()
                        .with(with -> with.rewindAllowed = true)
                        .withMember("pg-1", Map.of("checkpoint_after_promote", false)),
                Rule.REWIND_LATER);
    }

    @Spec("D-105")
    @Test
    void a_diverged_primary_is_copied_again_where_allowed() {
        is(
                diverged().with(with -> with.removeDivergedData = true),
                new Action.Clone(member("pg-1")),
                Rule.CLONE_DIVERGED);
    }

    @Spec("D-106")
    @Test
    void a_diverged_primary_keeps_its_data_where_nothing_is_allowed() {
        is(diverged(), new Action.StartStandby(Optional.of(member("pg-1"))), Rule.START_DIVERGED);
    }

    @Test
    void a_base_backup_is_neither_recovered_alone_nor_taken_for_a_crashed_primary() {
        var copy =
                Servers.control(Views.SYSTEM, ControlData.State.IN_PRODUCTION).withBackupLabel(true);
        var stopped = seenBy("pg-2")
                .with(new PostgresState.Stopped(copy))
                .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY));

        is(stopped, new Action.StartStandby(Optional.empty()), Rule.START_AS_STANDBY);
        is(stopped.whileLeaseIsMine(), new Action.StartStandby(Optional.empty()), Rule.START_READ_ONLY);
    }

    private static Views stopped() {
        return seenBy("pg-2").stopped(ControlData.State.SHUT_DOWN);
    }

    private static Views unclean() {
        return seenBy("pg-2").stopped(ControlData.State.IN_PRODUCTION);
    }

    private static Views crashed() {
        return unclean().remembering(past -> past.lastRole = Optional.of(Role.PRIMARY));
    }

    private static Views due(Views views) {
        return views.remembering(past -> past.divergenceDue = true).whileLeaseIsHeldBy("pg-1");
    }

    private static Views diverged() {
        return due(stopped()).withDivergence(new Divergence.Diverged("0/3000028"));
    }
}
