package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A failover request, seen by the primary that holds the lease (T10). */
class SwitchoverRequestTest {

    @Spec("D-120")
    @Test
    void a_request_is_the_business_of_a_leader_that_is_a_primary() {
        isWait(leader(), Rule.LEAD);
        is(
                seenBy("pg-2").asStandby().whileLeaseIsMine().paused().withFailover("pg-2", "pg-1"),
                new Action.ReleaseLease(Optional.empty()),
                Rule.RELEASE_STANDBY_PAUSED);
    }

    @Test
    void the_leader_asks_whether_anybody_can_take_over() {
        is(
                leader().withFailover("pg-2", "pg-1"),
                new Action.AskPeers(Members.others(leader().view())),
                Rule.REQUEST_ASK);
    }

    @Spec("D-125")
    @Test
    void the_leader_steps_down_for_a_fit_candidate() {
        isDemotion(
                leader().withFailover("pg-2", "pg-1").withPeer("pg-1", 3, "0/3000000"),
                Demotion.GRACEFUL,
                Rule.STEP_DOWN);
    }

    @Spec("D-126")
    @Test
    void the_leader_does_not_step_down_for_another_than_the_candidate() {
        is(
                leader().withFailover("pg-2", "pg-3").withPeer("pg-1", 3, "0/3000000"),
                new Action.ClearFailover(),
                Rule.REQUEST_IMPOSSIBLE);
    }

    @Spec("D-126")
    @Test
    void the_leader_does_not_step_down_for_a_candidate_that_lags() {
        is(
                leader().withFailover("pg-2", "pg-1").withPeer("pg-1", 3, "0/1000000"),
                new Action.ClearFailover(),
                Rule.REQUEST_IMPOSSIBLE);
    }

    @Spec("D-127")
    @Test
    void a_request_that_names_another_leader_is_cleared() {
        is(leader().withFailover("pg-3", "pg-1"), new Action.ClearFailover(), Rule.REQUEST_MISDIRECTED);
    }

    @Spec("D-127")
    @Test
    void a_request_for_the_leader_itself_is_cleared() {
        is(leader().withFailover("", "pg-2"), new Action.ClearFailover(), Rule.REQUEST_MISDIRECTED);
    }

    @Spec({"D-124", "HA-085"})
    @Test
    void in_pause_a_request_needs_a_candidate() {
        is(leader().paused().withFailover("pg-2", ""), new Action.ClearFailover(), Rule.REQUEST_NEEDS_CANDIDATE);
    }

    @Spec({"D-121", "HA-084"})
    @Test
    void a_scheduled_switchover_waits_for_its_time() {
        isWait(leader().withFailover(Requests.dueSince(Duration.ofSeconds(-1), "pg-2", "pg-1")), Rule.LEAD);
    }

    @Spec("HA-084")
    @Test
    void a_scheduled_switchover_is_carried_out_when_due() {
        isDemotion(
                leader().withFailover(Requests.dueSince(Duration.ofSeconds(15), "pg-2", "pg-1"))
                        .withPeer("pg-1", 3, "0/3000000"),
                Demotion.GRACEFUL,
                Rule.STEP_DOWN);
    }

    @Spec({"D-122", "HA-084"})
    @Test
    void a_scheduled_switchover_that_was_missed_is_cleared() {
        is(
                leader().withFailover(Requests.dueSince(Duration.ofSeconds(16), "pg-2", "pg-1")),
                new Action.ClearFailover(),
                Rule.REQUEST_STALE);
    }

    @Spec({"D-123", "HA-084", "HA-163"})
    @Test
    void a_scheduled_switchover_does_not_happen_in_pause() {
        isWait(leader().paused().withFailover(Requests.dueSince(Duration.ofSeconds(1), "pg-2", "pg-1")), Rule.LEAD);
    }

    private static Views leader() {
        return seenBy("pg-2").asPrimary().whileLeaseIsMine();
    }
}
