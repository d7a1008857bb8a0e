package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Initialization;
import io.regent.dcs.MemberName;
import io.regent.dcs.Tags;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** May this running standby take the vacant lease (T11a, T11b)? */
class CandidacyTest {

    @Test
    void a_standby_asks_the_others_first() {
        is(
                seenBy("pg-2").asStandby(),
                new Action.AskPeers(Members.others(seenBy("pg-2").view())),
                Rule.ASK_PEERS);
    }

    @Spec("D-152")
    @Test
    void a_standby_races_when_no_peer_is_to_be_preferred() {
        is(standby().withPeer("pg-3", 4, "0/3000148"), new Action.AcquireLease(), Rule.RACE);
    }

    @Test
    void a_standby_races_when_nobody_answers() {
        is(standby().withoutAnswers(), new Action.AcquireLease(), Rule.RACE);
    }

    @Spec("D-152")
    @Test
    void a_standby_does_not_run_while_a_peer_is_ahead() {
        isWait(standby().withPeer("pg-3", 4, "0/3000200"), Rule.PEER_AHEAD);
    }

    @Test
    void a_peer_on_an_older_timeline_is_behind_whatever_its_position() {
        is(standby().withPeer("pg-3", 3, "0/9000000"), new Action.AcquireLease(), Rule.RACE);
    }

    @Test
    void a_peer_that_must_not_lead_holds_nobody_back() {
        is(
                standby()
                        .with(with -> with.catchUp = Duration.ZERO)
                        .withPeer("pg-3", Servers.peer(4, "0/3000200", new Tags(Map.of("nofailover", true)))),
                new Action.AcquireLease(),
                Rule.RACE);
    }

    @Spec("HA-060")
    @Test
    void with_equal_data_the_higher_priority_wins() {
        isWait(
                standby().withPeer("pg-3", Servers.peer(4, "0/3000148", new Tags(Map.of("failover_priority", 2)))),
                Rule.PEER_PREFERRED);
    }

    @Test
    void the_priority_of_the_former_leader_does_not_count() {
        is(
                standby()
                        .remembering(past -> past.lastLed = Optional.of(
                                seenBy("pg-2").whileLeaseIsHeldBy("pg-3").view().cluster()))
                        .withPeer("pg-3", Servers.peer(4, "0/3000148", new Tags(Map.of("failover_priority", 2)))),
                new Action.AcquireLease(),
                Rule.RACE);
    }

    @Spec("LES-020")
    @Test
    void nobody_races_while_a_peer_says_that_it_is_a_primary() {
        isWait(standby().withPeer("pg-3", Servers.primaryPeer(3, "0/1000000")), Rule.PRIMARY_ALIVE);
        isWait(
                standby().withFailover("pg-1", "pg-2").withPeer("pg-1", Servers.primaryPeer(4, "0/3000148")),
                Rule.PRIMARY_ALIVE);
    }

    @Spec({"HA-065", "D-152"})
    @Test
    void a_standby_that_lags_too_far_does_not_race() {
        isWait(standby().withLastPosition("0/3100149").withoutAnswers(), Rule.LAGGING);
    }

    @Spec("HA-065")
    @Test
    void a_standby_may_lag_by_as_much_as_is_allowed() {
        is(standby().withLastPosition("0/3100148").withoutAnswers(), new Action.AcquireLease(), Rule.RACE);
    }

    @Spec({"LES-022", "D-152"})
    @Test
    void a_standby_on_an_old_timeline_does_not_race() {
        isWait(standby().withHistoryUpTo(5).withoutAnswers(), Rule.BEHIND_TIMELINE);
    }

    @Spec("D-146")
    @Test
    void a_member_tagged_nofailover_does_not_race() {
        isWait(standby().tagged("nofailover", true), Rule.NOFAILOVER);
    }

    @Spec("HA-059")
    @Test
    void each_reason_by_itself_keeps_a_standby_from_racing() {
        is(standby().withoutAnswers(), new Action.AcquireLease(), Rule.RACE);

        isWait(standby().withoutAnswers().starting(), Rule.STARTING);
        isWait(standby().withoutAnswers().tagged("failover_priority", 0), Rule.NOFAILOVER);
        isWait(standby().withoutAnswers().tagged("failover_priority", -1), Rule.NOFAILOVER);
        isWait(standby().withoutAnswers().with(new WatchdogState.Failed("no device")), Rule.WITHOUT_WATCHDOG);
        isWait(standby().withoutAnswers().withFailsafe("pg-1", "pg-3"), Rule.NOT_LISTED);
        isWait(standby().withoutAnswers().withLastPosition("0/3100149"), Rule.LAGGING);
        isWait(standby().withoutAnswers().withHistoryUpTo(5), Rule.BEHIND_TIMELINE);
    }

    @Spec("HA-059")
    @Test
    void without_a_list_of_members_failsafe_mode_keeps_nobody_back_and_a_named_candidate_may_lag() {
        is(standby().withoutAnswers().withFailsafe(), new Action.AcquireLease(), Rule.RACE);
        is(
                standby().withLastPosition("0/9000000").withFailover("", "pg-2").withoutAnswers(),
                new Action.AcquireLease(),
                Rule.RACE_ON_REQUEST);
    }

    @Spec("HA-189")
    @Test
    void a_member_that_takes_no_load_may_lead() {
        is(standby().tagged("noloadbalance", true).withoutAnswers(), new Action.AcquireLease(), Rule.RACE);
    }

    @Test
    void a_standby_of_a_cluster_without_identity_does_not_race() {
        isWait(standby().withInitialization(new Initialization.Absent()), Rule.IDENTITY_UNKNOWN);
    }

    @Spec("D-160")
    @Test
    void the_chosen_member_races_although_a_peer_is_ahead() {
        is(
                standby().withFailover("pg-1", "pg-2").withPeer("pg-3", 4, "0/9000000"),
                new Action.AcquireLease(),
                Rule.RACE_ON_REQUEST);
    }

    @Spec("D-148")
    @Test
    void a_request_is_asked_before_the_members_are_compared() {
        Views beaten = standby().withLastPosition("0/9000000").withPeer("pg-3", 4, "0/9000000");
        isWait(beaten, Rule.LAGGING);

        is(beaten.withFailover("pg-1", "pg-2"), new Action.AcquireLease(), Rule.RACE_ON_REQUEST);
        isWait(beaten.withFailover("pg-1", "pg-3"), Rule.CANDIDATE_FIRST);
        isWait(beaten.withFailover("pg-2", ""), Rule.OTHERS_FIRST);
    }

    @Spec({"D-161", "D-164", "HA-162"})
    @Test
    void in_pause_only_the_named_candidate_races() {
        isWait(standby().paused().withFailover("", "pg-3").withoutAnswers(), Rule.NO_LEADER_PAUSED);
        isWait(standby().paused().withFailover("pg-1", "pg-3").withoutAnswers(), Rule.NO_LEADER_PAUSED);
        isWait(standby().paused().withFailover("pg-1", "").withoutAnswers(), Rule.NO_LEADER_PAUSED);
    }

    @Spec({"D-141", "HA-162"})
    @Test
    void the_chosen_member_races_in_pause() {
        is(
                standby().paused().withFailover("", "pg-2").withoutAnswers(),
                new Action.AcquireLease(),
                Rule.RACE_ON_REQUEST);
    }

    @Spec({"D-163", "HA-082"})
    @Test
    void the_candidate_of_a_switchover_goes_first_also_when_it_was_scheduled() {
        isWait(
                standby()
                        .withFailover(Requests.dueSince(Duration.ofMinutes(1), "pg-1", "pg-3"))
                        .withPeer("pg-3", 4, "0/3000148"),
                Rule.CANDIDATE_FIRST);
    }

    @Test
    void a_switchover_of_tomorrow_does_not_choose_todays_leader() {
        is(
                standby()
                        .withFailover(Requests.dueSince(Duration.ofDays(-1), "pg-1", "pg-3"))
                        .withPeer("pg-3", 4, "0/3000148"),
                new Action.AcquireLease(),
                Rule.RACE);
    }

    @Spec({"D-166", "HA-082"})
    @Test
    void others_race_when_the_candidate_is_gone_and_lag_does_not_matter() {
        is(
                standby()
                        .withFailover("pg-1", "pg-3")
                        .withLastPosition("0/9000000")
                        .withPeer("pg-1", 4, "0/3000148"),
                new Action.AcquireLease(),
                Rule.RACE_ON_REQUEST);
    }

    @Spec({"D-165", "HA-082"})
    @Test
    void who_stepped_down_goes_last() {
        isWait(standby().withFailover("pg-2", "").withPeer("pg-3", 4, "0/1000000"), Rule.OTHERS_FIRST);
    }

    @Spec({"D-165", "HA-082"})
    @Test
    void who_stepped_down_leads_again_when_nobody_else_can() {
        is(standby().withFailover("pg-2", "pg-3").withoutAnswers(), new Action.AcquireLease(), Rule.RACE_AS_OLD_LEADER);
    }

    @Spec("HA-061")
    @Test
    void a_member_whose_record_has_expired_is_asked_too() {
        var led = seenBy("pg-2")
                .withMember("pg-4")
                .whileLeaseIsHeldBy("pg-1")
                .view()
                .cluster();
        var view =
                standby().remembering(past -> past.lastLed = Optional.of(led)).view();

        assertThat(Members.others(view)).contains(new MemberName("pg-4"));
    }

    @Spec({"D-140", "HA-088"})
    @Test
    void a_member_whose_promotion_failed_lets_the_others_try_first() {
        isWait(
                seenBy("pg-2")
                        .asStandby()
                        .remembering(past -> past.promotionFailedAgo = Optional.of(Duration.ofSeconds(29))),
                Rule.PROMOTION_FAILED);
    }

    @Test
    void the_member_that_stepped_down_does_not_wait_for_one_on_an_older_timeline_whatever_is_published() {
        is(
                seenBy("pg-2")
                        .asStandbyAt(4, "0/3000000")
                        .whileLeaseIsVacant()
                        .withFailover("pg-2", "")
                        .withPeer("pg-1", 3, "0/3000000"),
                new Action.AcquireLease(),
                Rule.RACE_AS_OLD_LEADER);
    }

    private static Views standby() {
        return seenBy("pg-2").asStandbyAt(4, "0/3000148").whileLeaseIsVacant();
    }
}
