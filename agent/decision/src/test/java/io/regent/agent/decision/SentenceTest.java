package io.regent.agent.decision;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import org.junit.jupiter.api.Test;

/** The words that end a cycle, which alert rules match on (IF-006). */
class SentenceTest {

    @Test
    void the_leader_says_that_it_leads() {
        assertThat(of(seenBy("pg-2").asPrimary().whileLeaseIsMine()))
                .isEqualTo("no action. I am (pg-2), the leader with the lock");
    }

    @Spec("HA-160")
    @Test
    void in_pause_every_sentence_says_so_first() {
        assertThat(of(seenBy("pg-2").asPrimary().paused().whileLeaseIsMine()))
                .isEqualTo("PAUSE: no action. I am (pg-2), the leader with the lock");
        assertThat(of(seenBy("pg-2").asPrimary().paused().whileLeaseIsLost()))
                .isEqualTo("PAUSE: continue to run as primary without lock");
    }

    @Test
    void a_standby_says_whom_it_follows() {
        assertThat(of(seenBy("pg-2").asStandbyOf("pg-1").whileLeaseIsHeldBy("pg-1")))
                .isEqualTo("no action. I am (pg-2), a secondary, and following a leader (pg-1)");
    }

    @Test
    void who_must_not_lead_says_so() {
        assertThat(of(seenBy("pg-2").asStandby().tagged("nofailover", true)))
                .isEqualTo("following a different leader because I am not allowed to promote");
    }

    @Test
    void who_is_not_the_healthiest_says_so_and_who_is() {
        assertThat(of(seenBy("pg-2").asStandby().withPeer("pg-1", 3, "0/3000001")))
                .isEqualTo("following a different leader because i am not the healthiest node: "
                        + "pg-1 is ahead: 0/3000001 against 0/3000000");
    }

    @Test
    void who_lags_says_how_much_and_how_much_is_allowed() {
        assertThat(of(seenBy("pg-2").asStandby().withoutAnswers().withLastPosition("0/6000000")))
                .isEqualTo("my WAL lags more than maximum_lag_on_failover: "
                        + "48 MB behind, limit 1 MB; the last leader published 0/6000000");
    }

    @Test
    void an_impossible_switchover_names_every_member_and_what_it_fails() {
        var leader = seenBy("pg-1")
                .asPrimaryAt(3, "0/6000000")
                .whileLeaseIsMine()
                .withFailover("pg-1", "")
                .withPeer("pg-2", 3, "0/3000000")
                .withPeer("pg-3", new PeerAnswer.Unreached("no route"));

        assertThat(of(leader)).endsWith(": pg-2: 48 MB behind, limit 1 MB; pg-3 did not answer (no route)");
    }

    @Test
    void a_promotion_is_told() {
        assertThat(of(seenBy("pg-2").asStandby().withoutAnswers().whileLeaseIsMine()))
                .isEqualTo("promoted self to leader by acquiring session lock");
    }

    @Test
    void a_lost_lease_is_told() {
        assertThat(of(seenBy("pg-2").asPrimary().whileLeaseIsLost()))
                .isEqualTo("demoting self because failed to update leader lock in DCS");
    }

    @Test
    void a_primary_that_cannot_reach_the_store_says_why_it_stops() {
        assertThat(of(seenBy("pg-2").asPrimary().whileDcsIsSilent()))
                .isEqualTo("demoting self because DCS is not accessible and I was a leader");
    }

    @Test
    void work_is_called_by_its_name() {
        assertThat(of(seenBy("pg-2").asStandby().busyWith(Task.REWIND).whileLeaseIsHeldBy("pg-1")))
                .isEqualTo("pg_rewind in progress");
    }

    @Test
    void a_reason_follows_the_sentence() {
        assertThat(of(seenBy("pg-2").withoutData().whileLeaseIsHeldBy("pg-1")))
                .isEqualTo("trying to bootstrap from another member: from pg-1");
    }

    @Test
    void no_place_for_a_name_is_left_empty() {
        DecisionTable.rows()
                .forEach(row -> assertThat(Sentence.of(row.view(), Decider.decide(row.view())))
                        .doesNotContain("{"));
    }

    private static String of(Views views) {
        View view = views.view();
        return Sentence.of(view, Decider.decide(view));
    }
}
