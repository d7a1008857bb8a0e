package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.postgres.Role;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The server runs, and the lease is ours, another's, or was refused (T12). */
class WithLeaderTest {

    @Test
    void a_primary_with_the_lease_leads() {
        isWait(seenBy("pg-2").asPrimary().whileLeaseIsMine(), Rule.LEAD);
    }

    @Spec("D-014")
    @Test
    void a_leader_whose_server_is_slow_to_answer_stays_leader() {
        isWait(seenBy("pg-2").unresponsive(Role.PRIMARY).whileLeaseIsMine(), Rule.LEAD_SILENT_SERVER);
    }

    @Test
    void a_promoted_server_that_is_slow_to_answer_stays_leader() {
        isWait(
                seenBy("pg-2")
                        .unresponsive(Role.STANDBY)
                        .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY))
                        .whileLeaseIsMine(),
                Rule.LEAD_SILENT_SERVER);
    }

    @Spec({"HA-058", "HA-161"})
    @Test
    void a_claimed_lease_is_confirmed_before_all_else_and_in_pause_as_well() {
        Views claimed = seenBy("pg-2").asPrimary().whileLeaseIsClaimed();
        is(claimed, new Action.RenewLease(), Rule.CONFIRM_LEASE);
        is(
                claimed.withFailover("pg-2", "pg-1")
                        .withoutConfig()
                        .asked(new OperatorRequest.Restart(Optional.empty()))
                        .synchronous(new Settings.Sync(Settings.Sync.Mode.ON, false, 1, -1)),
                new Action.RenewLease(),
                Rule.CONFIRM_LEASE);
        is(claimed.paused(), new Action.RenewLease(), Rule.CONFIRM_LEASE);
    }

    @Spec({"D-174", "HA-063"})
    @Test
    void a_primary_whose_renewal_is_refused_is_demoted() {
        isDemotion(seenBy("pg-2").asPrimary().whileLeaseIsLost(), Demotion.IMMEDIATE_NOLOCK, Rule.LOST);
    }

    @Test
    void a_primary_that_lost_the_lease_and_does_not_answer_is_demoted() {
        isDemotion(seenBy("pg-2").unresponsive(Role.PRIMARY).whileLeaseIsLost(), Demotion.IMMEDIATE_NOLOCK, Rule.LOST);
    }

    @Spec({"D-178", "HA-072"})
    @Test
    void a_primary_beside_a_leader_is_demoted() {
        isDemotion(
                seenBy("pg-2").asPrimary().whileLeaseIsHeldBy("pg-1"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.PRIMARY_BESIDE_LEADER);
    }

    @Spec({"D-173", "D-177", "HA-072", "HA-161", "HA-162"})
    @Test
    void in_pause_a_primary_runs_on_without_the_lease() {
        isWait(seenBy("pg-2").asPrimary().paused().whileLeaseIsLost(), Rule.LOST_PAUSED);
        isWait(seenBy("pg-2").asPrimary().paused().whileLeaseIsHeldBy("pg-1"), Rule.PRIMARY_BESIDE_LEADER_PAUSED);
    }

    @Spec("D-196")
    @Test
    void a_standby_with_the_lease_is_promoted() {
        is(seenBy("pg-2").asStandby().withoutAnswers().whileLeaseIsMine(), new Action.Promote(), Rule.PROMOTE);
    }

    @Spec("D-175")
    @Test
    void a_standby_without_the_lease_is_not_promoted() {
        isWait(seenBy("pg-2").asStandby().whileLeaseIsLost(), Rule.LOST_STANDBY);
    }

    @Spec({"D-134", "HA-064"})
    @Test
    void the_request_is_cleared_before_the_promotion() {
        is(
                seenBy("pg-2")
                        .asStandby()
                        .withFailover("pg-1", "pg-2")
                        .withoutAnswers()
                        .whileLeaseIsMine(),
                new Action.ClearFailover(),
                Rule.REQUEST_DONE);
    }

    @Spec({"D-133", "HA-085"})
    @Test
    void in_pause_the_request_keeps_its_candidate() {
        is(
                seenBy("pg-2")
                        .asStandby()
                        .paused()
                        .withFailover("pg-1", "pg-2")
                        .withoutAnswers()
                        .whileLeaseIsMine(),
                new Action.ReduceFailoverToCandidate(),
                Rule.REQUEST_REDUCED);
    }

    /** While the promotion is under way the request says for whom the standby keeps the lease (D-170). */
    @Spec("HA-085")
    @Test
    void in_pause_the_request_is_removed_once_the_candidate_is_the_primary() {
        isWait(
                seenBy("pg-2")
                        .asStandby()
                        .paused()
                        .withFailover("", "pg-2")
                        .busyWith(Task.PROMOTE)
                        .whileLeaseIsMine(),
                Rule.BUSY_WITH_LOCK);
        is(
                seenBy("pg-2").asPrimary().paused().withFailover("", "pg-2").whileLeaseIsMine(),
                new Action.ClearFailover(),
                Rule.REQUEST_MISDIRECTED);
    }

    @Spec({"D-170", "HA-085", "HA-161"})
    @Test
    void in_pause_the_chosen_member_is_promoted() {
        is(
                seenBy("pg-2")
                        .asStandby()
                        .paused()
                        .withFailover("", "pg-2")
                        .withoutAnswers()
                        .whileLeaseIsMine(),
                new Action.Promote(),
                Rule.PROMOTE);
    }

    @Spec({"D-171", "HA-161"})
    @Test
    void in_pause_a_standby_gives_up_the_lease() {
        is(
                seenBy("pg-2").asStandby().paused().whileLeaseIsMine(),
                new Action.ReleaseLease(Optional.empty()),
                Rule.RELEASE_STANDBY_PAUSED);
    }

    @Spec("D-192")
    @Test
    void a_failed_promotion_gives_up_the_lease() {
        is(
                seenBy("pg-2")
                        .asStandby()
                        .with(new BackgroundWork.Failed(Task.PROMOTE, "timed out"))
                        .whileLeaseIsMine(),
                new Action.ReleaseLease(Optional.empty()),
                Rule.RELEASE_AFTER_FAILED_PROMOTION);
    }

    @Test
    void a_silent_standby_is_stopped_before_its_lease_is_released() {
        isDemotion(
                seenBy("pg-2").unresponsive(Role.STANDBY).whileLeaseIsMine(),
                Demotion.IMMEDIATE,
                Rule.STOP_SILENT_STANDBY);
    }

    @Test
    void a_silent_standby_under_a_leader_is_left_alone() {
        isWait(seenBy("pg-2").unresponsive(Role.STANDBY).whileLeaseIsHeldBy("pg-1"), Rule.STANDBY_SILENT_SERVER);
    }

    @Test
    void a_standby_that_finds_the_lease_asks_who_leads_before_it_is_promoted() {
        is(
                seenBy("pg-2").asStandby().whileLeaseIsMine(),
                new Action.AskPeers(Members.others(seenBy("pg-2").view())),
                Rule.ASK_BEFORE_PROMOTION);
    }

    @Test
    void a_standby_with_an_old_entry_of_the_store_gives_way_to_the_primary() {
        isRelease(
                seenBy("pg-2").asStandby().withPeer("pg-1", Servers.primaryPeer(3, "0/3000000")),
                Rule.RELEASE_PRIMARY_ALIVE);
    }

    @Test
    void a_standby_on_an_old_timeline_gives_the_lease_up() {
        isRelease(seenBy("pg-2").asStandby().withPeer("pg-1", 4, "0/2000000"), Rule.RELEASE_BEHIND_TIMELINE);
        isRelease(seenBy("pg-2").asStandby().withHistoryUpTo(4).withoutAnswers(), Rule.RELEASE_BEHIND_TIMELINE);
        isRelease(
                seenBy("pg-2")
                        .asStandby()
                        .withMember("pg-3", Map.of("timeline", 4))
                        .withoutAnswers(),
                Rule.RELEASE_BEHIND_TIMELINE);
    }

    @Test
    void a_chosen_member_is_promoted_on_an_old_timeline() {
        is(
                seenBy("pg-2")
                        .asStandby()
                        .withFailover("", "pg-2")
                        .withHistoryUpTo(4)
                        .withoutAnswers()
                        .whileLeaseIsMine(),
                new Action.Promote(),
                Rule.PROMOTE);
    }

    @Test
    void a_primary_that_took_the_lease_back_stands_down_when_the_cluster_has_gone_on_meanwhile() {
        isDemotion(
                seenBy("pg-2").asPrimary().withHistoryUpTo(4).withoutAnswers().whileLeaseIsMine(),
                Demotion.IMMEDIATE,
                Rule.OLD_PRIMARY);
    }

    private static void isRelease(Views views, Rule rule) {
        is(views.whileLeaseIsMine(), new Action.ReleaseLease(Optional.empty()), rule);
    }
}
