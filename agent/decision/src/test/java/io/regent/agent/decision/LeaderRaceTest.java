package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.dcs.Initialization;
import io.regent.postgres.Divergence;
import io.regent.postgres.Role;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nobody holds the lease (T11). */
class LeaderRaceTest {

    @Test
    void a_primary_asks_before_it_takes_the_lease_back() {
        is(
                seenBy("pg-2").asPrimary(),
                new Action.AskPeers(Members.others(seenBy("pg-2").view())),
                Rule.ASK_PEERS);
    }

    @Spec("D-144")
    @Test
    void a_primary_takes_the_lease_back_when_nobody_knows_better() {
        is(seenBy("pg-2").asPrimary().withPeer("pg-1", 3, "0/2000000"), new Action.AcquireLease(), Rule.TAKE_BACK);
    }

    @Spec({"D-144", "HA-062"})
    @Test
    void a_primary_on_an_old_timeline_is_demoted() {
        isDemotion(seenBy("pg-2").asPrimary().withHistoryUpTo(4), Demotion.IMMEDIATE_NOLOCK, Rule.OLD_PRIMARY);
    }

    @Test
    void a_primary_that_a_peer_has_overtaken_is_demoted() {
        isDemotion(
                seenBy("pg-2").asPrimary().withPeer("pg-1", 4, "0/2000000"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.OLD_PRIMARY);
    }

    @Test
    void a_primary_beside_another_is_demoted() {
        isDemotion(
                seenBy("pg-2").asPrimary().withPeer("pg-1", Servers.primaryPeer(3, "0/2000000")),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.ANOTHER_PRIMARY);
    }

    @Test
    void a_primary_that_does_not_answer_is_demoted() {
        isDemotion(seenBy("pg-2").unresponsive(Role.PRIMARY), Demotion.IMMEDIATE_NOLOCK, Rule.UNVERIFIED_PRIMARY);
    }

    @Spec({"D-143", "HA-162"})
    @Test
    void in_pause_a_primary_takes_the_lease_back() {
        is(seenBy("pg-2").asPrimary().paused(), new Action.AcquireLease(), Rule.PAUSED_TAKE_BACK);
    }

    /** Data that an operator put back to an older state is on an older timeline as well. */
    @Spec("D-143")
    @Test
    void in_pause_a_primary_leaves_the_lease_when_another_member_has_led_a_newer_timeline() {
        isWait(seenBy("pg-2").asPrimary().paused().withHistoryUpTo(4, "pg-1"), Rule.PAUSED_SUPERSEDED);
        Views putBack = seenBy("pg-2").asPrimary().paused().withHistoryUpTo(4, "pg-2");
        is(putBack, new Action.AcquireLease(), Rule.PAUSED_TAKE_BACK);
        Views newest = seenBy("pg-2").asPrimary().paused().withHistoryUpTo(3, "pg-1");
        is(newest, new Action.AcquireLease(), Rule.PAUSED_TAKE_BACK);
    }

    @Test
    void in_pause_a_primary_takes_the_lease_of_an_emptied_store_back() {
        is(
                seenBy("pg-2").asPrimary().paused().withInitialization(new Initialization.Absent()),
                new Action.AcquireLease(),
                Rule.PAUSED_TAKE_BACK);
    }

    /** Nobody is promoted beside a primary that is alive (LES-020), so the request is its own to carry out, or to clear. */
    @Spec({"D-161", "D-164"})
    @Test
    void in_pause_a_primary_takes_the_lease_back_before_it_turns_to_a_request() {
        Views toAnother = seenBy("pg-2").asPrimary().paused().withFailover("", "pg-3");
        is(toAnother, new Action.AcquireLease(), Rule.PAUSED_TAKE_BACK);

        isDemotion(toAnother.whileLeaseIsMine().withPeer("pg-3", 3, "0/3000000"), Demotion.GRACEFUL, Rule.STEP_DOWN);
        is(
                seenBy("pg-2")
                        .asPrimary()
                        .paused()
                        .withFailover("", "pg-3")
                        .withoutMember("pg-3")
                        .withoutAnswers()
                        .whileLeaseIsMine(),
                new Action.ClearFailover(),
                Rule.REQUEST_IMPOSSIBLE);
        is(
                seenBy("pg-2").asPrimary().paused().withFailover("pg-1", "").whileLeaseIsVacant(),
                new Action.AcquireLease(),
                Rule.PAUSED_TAKE_BACK);
    }

    @Spec({"D-145", "HA-162"})
    @Test
    void in_pause_a_standby_does_not_race() {
        isWait(seenBy("pg-2").asStandby().paused(), Rule.NO_LEADER_PAUSED);
    }

    @Test
    void a_standby_that_does_not_answer_does_not_race() {
        isWait(seenBy("pg-2").unresponsive(Role.STANDBY), Rule.SILENT_SERVER);
    }

    @Spec({"D-131", "HA-063", "HA-162"})
    @Test
    void a_primary_that_may_not_lead_is_demoted_except_in_pause() {
        Views beside = seenBy("pg-2").asPrimary().withPeer("pg-1", Servers.primaryPeer(3, "0/2000000"));
        isDemotion(beside, Demotion.IMMEDIATE_NOLOCK, Rule.ANOTHER_PRIMARY);
        isDemotion(beside.inStandbyCluster(), Demotion.TO_STANDBY_CLUSTER, Rule.ANOTHER_PRIMARY);

        Views foreign = seenBy("pg-2").asPrimary().paused().withInitialization(new Initialization.InProgress());
        isWait(foreign, Rule.NO_LEADER_PAUSED);
    }

    /** It follows the winner once there is one, and goes on streaming until then (LES-030). */
    @Spec({"D-131", "HA-063"})
    @Test
    void a_standby_that_may_not_lead_waits_for_the_winner_and_compares_its_history_with_it() {
        Views loser = seenBy("pg-2").asStandbyOf("pg-1").withPeer("pg-3", 3, "0/3000100");
        isWait(loser, Rule.PEER_AHEAD);
        isWait(seenBy("pg-2").asStandbyOf("pg-1").tagged("nofailover", true), Rule.NOFAILOVER);

        Views won = seenBy("pg-2")
                .asStandbyOf("pg-1")
                .whileLeaseIsHeldBy("pg-3")
                .remembering(past -> past.lastLed = Optional.of(
                        seenBy("pg-2").whileLeaseIsHeldBy("pg-1").view().cluster()));
        is(won, new Action.ExamineDivergence(Origins.member("pg-3")), Rule.COMPARE);
        is(
                won.withDivergence(new Divergence.Follows()),
                new Action.Follow(Optional.of(Origins.member("pg-3"))),
                Rule.FOLLOW);
    }

    @Spec("D-132")
    @Test
    void who_is_refused_the_lease_in_the_race_does_not_lead() {
        isWait(seenBy("pg-2").asStandby().withoutAnswers().whileLeaseIsLost(), Rule.LOST_STANDBY);
        isDemotion(
                seenBy("pg-2").asPrimary().withoutAnswers().whileLeaseIsLost(), Demotion.IMMEDIATE_NOLOCK, Rule.LOST);
        isWait(seenBy("pg-2").asPrimary().paused().whileLeaseIsLost(), Rule.LOST_PAUSED);
    }

    @Test
    void a_primary_stands_down_when_a_member_has_published_a_newer_timeline() {
        isDemotion(
                seenBy("pg-2").asPrimary().withMember("pg-3", Map.of("timeline", 4)),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.OLD_PRIMARY);
    }

    @Test
    void a_primary_stands_down_when_its_timeline_was_led_further_than_it_knows() {
        isDemotion(
                seenBy("pg-2").asPrimary().withHistoryUpTo(3).withLastPosition("0/3000001"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.OLD_PRIMARY);
    }

    @Test
    void the_position_that_a_former_leader_published_does_not_count_on_a_newer_timeline() {
        is(
                seenBy("pg-2")
                        .asPrimary()
                        .withHistoryUpTo(2)
                        .withLastPosition("0/3000001")
                        .withoutAnswers(),
                new Action.AcquireLease(),
                Rule.TAKE_BACK);
    }
}
