package io.regent.agent.decision;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The words that end a cycle, which alert rules match on (IF-006). */
class SentenceTest {

    @Test
    void the_leader_says_that_it_leads() {
        assertThat(of(seenBy("pg-2").asPrimary().whileLeaseIsMine()))
                .isEqualTo("no action. I am (pg-2), the leader with the lock");
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
    void who_is_not_the_healthiest_says_so() {
        assertThat(of(seenBy("pg-2").asStandby().withPeer("pg-1", 3, "0/3000001")))
                .isEqualTo("following a different leader because i am not the healthiest node");
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
    void a_setting_that_keeps_a_member_from_leading_is_named() {
        var standby = seenBy("pg-2").asStandby().with(with -> with.unsupported = List.of("synchronous_mode"));

        assertThat(of(standby)).endsWith("(synchronous_mode)");
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
