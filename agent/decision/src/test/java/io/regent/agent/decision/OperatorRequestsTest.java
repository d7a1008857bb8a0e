package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Origins.member;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.postgres.ControlData;
import io.regent.postgres.PostgresState.HalfDone;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator asked of this member (T14). */
class OperatorRequestsTest {

    private static final OperatorRequest.Restart ANYHOW = new OperatorRequest.Restart(Optional.empty());

    @Spec("D-213")
    @Test
    void a_leader_is_restarted_on_request() {
        is(restart().asPrimary().whileLeaseIsMine(), new Action.Restart(ANYHOW), Rule.RESTART);
    }

    @Spec("D-213")
    @Test
    void a_standby_is_restarted_on_request() {
        is(restart().asStandby().whileLeaseIsHeldBy("pg-1"), new Action.Restart(ANYHOW), Rule.RESTART);
    }

    @Test
    void a_primary_without_the_lease_is_demoted_and_not_restarted() {
        isDemotion(restart().asPrimary().whileLeaseIsLost(), Demotion.IMMEDIATE_NOLOCK, Rule.LOST);
    }

    @Spec("HA-163")
    @Test
    void a_primary_in_pause_is_restarted_without_the_lease() {
        is(restart().asPrimary().paused().whileLeaseIsLost(), new Action.Restart(ANYHOW), Rule.RESTART);
    }

    @Spec("D-212")
    @Test
    void a_stopped_server_cannot_be_restarted() {
        is(
                restart().stopped(ControlData.State.SHUT_DOWN).whileLeaseIsHeldBy("pg-1"),
                new Action.RefuseRequest("postgres is not running"),
                Rule.REFUSE_REQUEST);
    }

    @Spec("D-211")
    @Test
    void a_standby_is_copied_again_on_request() {
        is(reinitialize().asStandby().whileLeaseIsHeldBy("pg-1"), new Action.Clone(member("pg-1")), Rule.REINITIALIZE);
    }

    @Spec("HA-163")
    @Test
    void in_pause_a_standby_is_restarted_and_copied_again_on_request() {
        is(restart().asStandby().paused().whileLeaseIsHeldBy("pg-1"), new Action.Restart(ANYHOW), Rule.RESTART);
        is(
                reinitialize().asStandby().paused().whileLeaseIsHeldBy("pg-1"),
                new Action.Clone(member("pg-1")),
                Rule.REINITIALIZE);
    }

    @Spec("D-210")
    @Test
    void the_leader_is_not_copied_again() {
        is(
                reinitialize().asPrimary().whileLeaseIsMine(),
                new Action.RefuseRequest("I am the leader, can not reinitialize"),
                Rule.REFUSE_REQUEST);
    }

    @Spec("D-210")
    @Test
    void nothing_is_thrown_away_without_a_leader() {
        is(
                reinitialize()
                        .asStandby()
                        .whileLeaseIsVacant()
                        .withMember("pg-3", Map.of("tags", Map.of("clonefrom", true))),
                new Action.RefuseRequest("Cluster has no leader, can not reinitialize"),
                Rule.REFUSE_REQUEST);
    }

    @Test
    void a_member_that_was_just_refused_the_lease_is_not_copied_from_itself() {
        is(
                reinitialize().asStandby().whileLeaseIsLost(),
                new Action.RefuseRequest("Cluster has no leader, can not reinitialize"),
                Rule.REFUSE_REQUEST);
    }

    @Test
    void data_newer_than_the_leader_s_are_thrown_away_by_force_only() {
        for (String role : List.of("primary", "standby_leader")) {
            is(
                    newerThanLeader(role).asked(new OperatorRequest.Reinitialize(false, false)),
                    new Action.RefuseRequest(
                            "The data here are on timeline 3, newer than the leader's timeline 2, and may be the last copy of"
                                    + " what was written since; regentctl reinit --force throws them away"),
                    Rule.REFUSE_REQUEST);
        }
        is(
                newerThanLeader("primary").asked(new OperatorRequest.Reinitialize(false, true)),
                new Action.Clone(member("pg-1")),
                Rule.REINITIALIZE);
    }

    @Test
    void a_leader_that_has_not_published_its_promotion_yet_is_not_taken_for_one_that_lost_data() {
        is(
                newerThanLeader("replica").asked(new OperatorRequest.Reinitialize(false, false)),
                new Action.Clone(member("pg-1")),
                Rule.REINITIALIZE);
    }

    @Test
    void a_half_done_directory_is_replaced_on_request() {
        is(
                reinitialize().withHalfDone(HalfDone.Work.CLONE).whileLeaseIsHeldBy("pg-1"),
                new Action.Clone(member("pg-1")),
                Rule.REINITIALIZE);
    }

    @Test
    void an_unreadable_directory_is_replaced_on_request() {
        is(
                reinitialize().withUnreadableData().whileLeaseIsHeldBy("pg-1"),
                new Action.Clone(member("pg-1")),
                Rule.REINITIALIZE);
    }

    private static Views newerThanLeader(String role) {
        return seenBy("pg-2")
                .asStandbyAt(3, "0/5000000")
                .withMember("pg-1", Map.of("role", role, "timeline", 2))
                .whileLeaseIsHeldBy("pg-1");
    }

    private static Views restart() {
        return seenBy("pg-2").asked(ANYHOW);
    }

    private static Views reinitialize() {
        return seenBy("pg-2").asked(new OperatorRequest.Reinitialize(false, false));
    }
}
