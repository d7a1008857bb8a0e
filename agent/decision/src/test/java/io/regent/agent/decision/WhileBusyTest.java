package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.dcs.Tags;
import io.regent.postgres.ControlData;
import io.regent.postgres.Role;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Background work runs (T2). */
class WhileBusyTest {

    @Spec({"D-021", "HA-057", "HA-064"})
    @Test
    void the_lease_is_kept_during_long_work() {
        isWait(seenBy("pg-2").asStandby().busyWith(Task.PROMOTE).whileLeaseIsMine(), Rule.BUSY_WITH_LOCK);
    }

    @Spec({"D-022", "HA-064"})
    @Test
    void a_promotion_that_has_not_begun_is_cancelled_when_the_lease_is_lost() {
        is(
                seenBy("pg-2").asStandby().busyWith(Task.PROMOTE).whileLeaseIsLost(),
                new Action.CancelWork(),
                Rule.CANCEL_PROMOTION);
    }

    @Test
    void a_promotion_that_cannot_be_taken_back_is_undone_when_the_lease_is_lost() {
        isDemotion(
                seenBy("pg-2")
                        .asStandby()
                        .with(new BackgroundWork.Running(Task.PROMOTE, Duration.ofSeconds(5), true, Optional.empty()))
                        .whileLeaseIsLost(),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.BUSY_WITHOUT_LOCK);
    }

    @Spec("D-023")
    @Test
    void a_crashed_primary_is_not_started_without_the_lease() {
        isDemotion(
                seenBy("pg-2").starting().busyWith(Task.START_PRIMARY).whileLeaseIsHeldBy("pg-1"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.BUSY_WITHOUT_LOCK);
    }

    @Spec({"D-023", "HA-212"})
    @Test
    void a_restarting_primary_without_the_lease_is_demoted() {
        isDemotion(
                seenBy("pg-2")
                        .starting()
                        .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY))
                        .busyWith(Task.RESTART)
                        .whileLeaseIsLost(),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.BUSY_WITHOUT_LOCK);
    }

    @Test
    void a_primary_without_the_lease_is_demoted_whatever_runs() {
        isDemotion(
                seenBy("pg-2").asPrimary().busyWith(Task.FOLLOW).whileLeaseIsHeldBy("pg-1"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.BUSY_WITHOUT_LOCK);
    }

    @Spec("D-024")
    @Test
    void a_demotion_is_not_begun_twice() {
        isWait(seenBy("pg-2").asPrimary().busyWith(Task.DEMOTE).whileLeaseIsLost(), Rule.BUSY);
    }

    @Test
    void in_pause_work_goes_on_without_the_lease() {
        isWait(seenBy("pg-2").asStandby().paused().busyWith(Task.PROMOTE).whileLeaseIsLost(), Rule.BUSY);
    }

    @Test
    void a_start_that_takes_too_long_asks_who_can_take_over() {
        is(slowStart(), new Action.AskPeers(Members.others(slowStart().view())), Rule.ASK_BEFORE_GIVING_UP);
    }

    @Test
    void a_start_that_takes_too_long_is_given_up_for_a_fit_peer() {
        isDemotion(slowStart().withPeer("pg-1", 3, "0/3000000"), Demotion.IMMEDIATE, Rule.START_TOO_SLOW);
    }

    @Spec("D-020")
    @Test
    void a_recovery_that_takes_too_long_is_given_up_for_a_fit_peer() {
        Views slow = seenBy("pg-2")
                .stopped(ControlData.State.IN_PRODUCTION)
                .whileLeaseIsMine()
                .with(new BackgroundWork.Running(Task.RECOVER, Duration.ofMinutes(5), false, Optional.empty()));

        isDemotion(slow.withPeer("pg-1", 3, "0/3000000"), Demotion.IMMEDIATE, Rule.START_TOO_SLOW);
    }

    @Spec("D-213")
    @Test
    void a_restart_has_the_time_of_a_start_or_the_operators_and_its_stop_does_not_count() {
        Views stopping = seenBy("pg-2")
                .asPrimary()
                .with(new BackgroundWork.Running(Task.RESTART, Duration.ofHours(1), false, Optional.empty()))
                .whileLeaseIsMine()
                .withPeer("pg-1", 3, "0/3000000");
        isWait(stopping, Rule.BUSY_WITH_LOCK);

        Views starting = stopping.starting().remembering(past -> past.startingFor = Optional.of(Duration.ofMinutes(4)));
        isWait(starting, Rule.BUSY_WITH_LOCK);
        isDemotion(
                starting.remembering(past -> past.startLimit = Optional.of(Duration.ofMinutes(4))),
                Demotion.IMMEDIATE,
                Rule.START_TOO_SLOW);
        isWait(starting.withoutAnswers(), Rule.BUSY_WITH_LOCK);
    }

    /** Nothing is left to do for synchronous replication: it was prepared before the promotion began (D-195). */
    @Spec("D-194")
    @Test
    void a_promotion_that_is_under_way_is_neither_begun_again_nor_undone_under_the_lease() {
        isWait(
                seenBy("pg-2")
                        .asStandby()
                        .with(new BackgroundWork.Running(Task.PROMOTE, Duration.ofMinutes(9), true, Optional.empty()))
                        .synchronous(new Settings.Sync(Settings.Sync.Mode.ON, false, 1, -1))
                        .withFailover("", "pg-3")
                        .whileLeaseIsMine(),
                Rule.BUSY_WITH_LOCK);
    }

    @Test
    void a_start_that_takes_too_long_goes_on_when_nobody_can_take_over() {
        isWait(slowStart().withoutAnswers(), Rule.BUSY_WITH_LOCK);
    }

    @Spec("HA-073")
    @Test
    void a_stopping_leader_keeps_the_lease_until_a_peer_has_the_end_of_the_log() {
        isWait(shutDown().withPeer("pg-1", 3, "0/2FFFFFF"), Rule.STEPPING_DOWN);
    }

    @Spec({"HA-073", "HA-074"})
    @Test
    void a_stopping_leader_hands_over_to_a_peer_with_the_end_of_the_log() {
        is(
                shutDown().withPeer("pg-1", 3, "0/3000000"),
                new Action.ReleaseLease(Optional.of(Lsn.parse("0/2FFFF88"))),
                Rule.HAND_OVER);
    }

    @Test
    void a_stopping_leader_does_not_hand_over_to_another_than_the_candidate() {
        isWait(shutDown().withFailover("pg-2", "pg-3").withPeer("pg-1", 3, "0/3000000"), Rule.STEPPING_DOWN);
    }

    @Spec("HA-073")
    @Test
    void a_stopping_leader_does_not_hand_over_to_a_member_that_must_not_lead() {
        isWait(
                shutDown().withPeer("pg-1", Servers.peer(3, "0/3000000", new Tags(Map.of("nofailover", true)))),
                Rule.STEPPING_DOWN);
    }

    @Test
    void a_graceful_demotion_gives_way_to_a_faster_one_when_the_lease_is_gone() {
        isDemotion(graceful().whileLeaseIsLost(), Demotion.IMMEDIATE_NOLOCK, Rule.DEMOTE_FASTER);
        isDemotion(graceful().whileLeaseIsHeldBy("pg-1"), Demotion.IMMEDIATE_NOLOCK, Rule.DEMOTE_FASTER);
        isDemotion(graceful().whileLeaseIsVacant(), Demotion.IMMEDIATE_NOLOCK, Rule.DEMOTE_FASTER);
        isDemotion(graceful().stopping().whileLeaseIsLost(), Demotion.IMMEDIATE_NOLOCK, Rule.DEMOTE_FASTER);
    }

    @Test
    void a_graceful_demotion_goes_on_when_nothing_can_be_committed_any_more() {
        isWait(
                shutDown()
                        .remembering(past -> past.demoting = Optional.of(Demotion.GRACEFUL))
                        .whileLeaseIsLost(),
                Rule.BUSY);
    }

    @Spec("HA-073")
    @Test
    void a_leader_that_the_silent_store_made_stop_keeps_the_lease() {
        isWait(
                shutDown()
                        .remembering(past -> past.demoting = Optional.of(Demotion.OFFLINE))
                        .withPeer("pg-1", 3, "0/3000000"),
                Rule.BUSY_WITH_LOCK);
    }

    private static Views graceful() {
        return seenBy("pg-2")
                .asPrimary()
                .busyWith(Task.DEMOTE)
                .remembering(past -> past.demoting = Optional.of(Demotion.GRACEFUL));
    }

    private static Views slowStart() {
        var work = new BackgroundWork.Running(Task.START_PRIMARY, Duration.ofMinutes(5), false, Optional.empty());
        return seenBy("pg-2").asPrimary().with(work).whileLeaseIsMine();
    }

    private static Views shutDown() {
        var end = Optional.of(Servers.shutdown());
        return seenBy("pg-2")
                .asPrimary()
                .with(new BackgroundWork.Running(Task.DEMOTE, Duration.ofSeconds(5), true, end))
                .whileLeaseIsMine();
    }
}
