package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;

import io.regent.Spec;
import io.regent.agent.decision.Settings.Sync.Mode;
import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.dcs.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may lead under a promise about synchronous commits (T11a, T11b, T12a). */
class SyncEntitlementTest {

    private static final Settings.Sync ON = new Settings.Sync(Mode.ON, false, 1, -1);
    private static final Settings.Sync QUORUM = new Settings.Sync(Mode.QUORUM, false, 1, -1);
    private static final String HERE = "0/3000000";

    @Test
    @Spec({"HA-136", "HA-069", "D-151"})
    void only_the_last_leader_and_its_standbys_race() {
        races(standby(ON).promising("pg-1", 0, "pg-2").withoutAnswers());
        races(standby(ON).promising("pg-2", 0, "pg-1").withoutAnswers());
        isWait(standby(ON).promising("pg-1", 0, "pg-3").withoutAnswers(), Rule.NOT_SYNC);
    }

    @Test
    @Spec("HA-019")
    void case_does_not_count_in_names() {
        races(standby(ON).promising("pg-1", 0, "PG-2").withoutAnswers());
        isWait(standby(QUORUM).promising("pg-1", 1, "PG-2", "PG-3").withoutAnswers(), Rule.TOO_FEW_VOTES);
        races(standby(QUORUM).promising("pg-1", 1, "PG-2", "PG-3").withPeer("pg-3", 3, HERE));
    }

    @Test
    @Spec("LES-102")
    void who_was_left_out_for_days_does_not_lead_when_the_pair_is_away() {
        isWait(standby(ON).promising("pg-1", 0, "pg-3").withPeer("pg-4", 3, "0/1000000"), Rule.NOT_SYNC);
    }

    @Test
    @Spec({"LES-021", "HA-060"})
    void the_former_leader_s_unacknowledged_log_does_not_count() {
        races(standby(ON).withHistoryUpTo(3).promising("pg-1", 0, "pg-2").withPeer("pg-1", 3, "0/3000800"));
        isWait(
                standby(ON)
                        .withHistoryUpTo(3)
                        .promising("pg-1", 0, "pg-2", "pg-3")
                        .withPeer("pg-3", 3, "0/3000800"),
                Rule.PEER_AHEAD);
        races(standby(ON).withHistoryUpTo(3).promising("pg-1", 0, "pg-2").withPeer("pg-3", 3, "0/3000800"));
    }

    @Test
    @Spec({"HA-148", "LES-100", "D-152"})
    void a_voter_needs_as_many_votes_as_the_quorum_says() {
        isWait(standby(QUORUM).promising("pg-1", 1, "pg-2", "pg-3").withoutAnswers(), Rule.TOO_FEW_VOTES);
        races(standby(QUORUM).promising("pg-1", 1, "pg-2", "pg-3").withPeer("pg-3", 3, HERE));
        races(standby(QUORUM).promising("pg-1", 1, "pg-2", "pg-3").withPeer("pg-1", 3, HERE));
    }

    @Test
    @Spec("HA-148")
    void somebody_else_needs_one_vote_more() {
        isWait(standby(QUORUM).promising("pg-1", 1, "pg-3", "pg-4").withPeer("pg-3", 3, HERE), Rule.TOO_FEW_VOTES);
        races(standby(QUORUM)
                .promising("pg-1", 1, "pg-3", "pg-4")
                .withPeer("pg-3", 3, HERE)
                .withPeer("pg-4", 3, HERE));
    }

    @Test
    @Spec("HA-148")
    void who_is_ahead_or_must_not_lead_gives_no_vote() {
        isWait(
                standby(QUORUM).promising("pg-1", 1, "pg-2", "pg-3").withPeer("pg-1", 3, "0/3000800"),
                Rule.TOO_FEW_VOTES);
        isWait(
                standby(QUORUM)
                        .promising("pg-1", 1, "pg-2", "pg-3")
                        .withPeer("pg-3", Servers.peer(3, HERE, new Tags(Map.of("nofailover", true)))),
                Rule.TOO_FEW_VOTES);
    }

    @Test
    @Spec("HA-148")
    void the_last_leader_needs_no_votes() {
        races(standby(QUORUM).promising("pg-2", 2, "pg-1", "pg-3", "pg-4").withoutAnswers());
    }

    @Test
    void a_quorum_counts_also_when_the_mode_was_changed_and_the_promise_was_not_yet() {
        isWait(standby(ON).promising("pg-1", 1, "pg-2", "pg-3").withoutAnswers(), Rule.TOO_FEW_VOTES);
    }

    @Test
    @Spec("LES-099")
    void a_promise_that_was_wiped_out_still_holds() {
        var made = new SyncState(new MemberName("pg-1"), new TreeSet<>(List.of(new MemberName("pg-3"))), 0);

        isWait(
                standby(ON)
                        .withoutAnswers()
                        .remembering(past ->
                                past.sync = new SyncMemory(Optional.empty(), Optional.of(made), Optional.empty())),
                Rule.NOT_SYNC);
    }

    @Test
    @Spec("LES-010")
    void a_promise_older_than_the_data_binds_nobody_whom_everybody_shows_to_be_ahead() {
        var restored = standby(ON).withHistoryUpTo(2).promising("pg-1", 0, "pg-3");

        races(restored.withPeer("pg-1", 3, HERE).withPeer("pg-3", 3, "0/2FFFFFF"));
        isWait(standby(ON).withHistoryUpTo(2).promising("pg-1", 0, "pg-3").withPeer("pg-1", 3, HERE), Rule.NOT_SYNC);
    }

    @Test
    @Spec({"HA-083", "D-147", "D-162"})
    void a_switchover_goes_to_synchronous_standbys_only_and_a_failover_to_whomever_the_operator_names() {
        isWait(
                standby(ON)
                        .promising("pg-1", 0, "pg-3")
                        .withFailover("pg-1", "pg-2")
                        .withoutAnswers(),
                Rule.NOT_SYNC);
        isWait(standby(ON).promising("pg-1", 0, "pg-3").withFailover("pg-1", "").withoutAnswers(), Rule.NOT_SYNC);
        is(
                standby(ON)
                        .promising("pg-1", 0, "pg-3")
                        .withFailover("", "pg-2")
                        .withoutAnswers(),
                new Action.AcquireLease(),
                Rule.RACE_ON_REQUEST);
        isWait(standby(ON).promising("pg-1", 0, "pg-3").withFailover("", "pg-4").withoutAnswers(), Rule.NOT_SYNC);
    }

    @Test
    @Spec({"D-147", "D-162"})
    void a_request_moves_the_lease_within_the_promise_to_which_the_last_leader_belongs() {
        is(
                standby(ON)
                        .promising("pg-2", 0, "pg-3")
                        .withFailover("pg-1", "pg-2")
                        .withoutAnswers(),
                new Action.AcquireLease(),
                Rule.RACE_ON_REQUEST);
        is(
                standby(ON)
                        .promising("pg-2", 0, "pg-3")
                        .withFailover("", "pg-4")
                        .withoutAnswers(),
                new Action.AcquireLease(),
                Rule.RACE_ON_REQUEST);
    }

    @Test
    void the_old_leader_does_not_wait_for_members_that_must_not_lead() {
        is(
                standby(ON)
                        .promising("pg-2", 0, "pg-4")
                        .withFailover("pg-2", "")
                        .withPeer("pg-1", 3, HERE),
                new Action.AcquireLease(),
                Rule.RACE_AS_OLD_LEADER);
    }

    @Test
    @Spec({"LES-029", "HA-081"})
    void a_leader_steps_down_for_synchronous_standbys_only() {
        is(
                leader(ON).promising("pg-2", 0, "pg-3").withFailover("pg-2", "").withPeer("pg-1", 3, HERE),
                new Action.ClearFailover(),
                Rule.REQUEST_IMPOSSIBLE);
        isDemotion(
                leader(ON).promising("pg-2", 0, "pg-3").withFailover("pg-2", "").withPeer("pg-3", 3, HERE),
                Demotion.GRACEFUL,
                Rule.STEP_DOWN);
        isDemotion(
                leader(ON).promising("pg-2", 0, "pg-3").withFailover("", "pg-1").withPeer("pg-1", 3, HERE),
                Demotion.GRACEFUL,
                Rule.STEP_DOWN);
    }

    @Test
    @Spec({"LES-101", "HA-081"})
    void a_leader_counts_the_votes_before_it_steps_down_unless_a_candidate_is_named() {
        is(
                leader(QUORUM)
                        .promising("pg-2", 1, "pg-1", "pg-3")
                        .withFailover("pg-2", "")
                        .withPeer("pg-1", 3, HERE),
                new Action.ClearFailover(),
                Rule.REQUEST_IMPOSSIBLE);
        isDemotion(
                leader(QUORUM)
                        .promising("pg-2", 1, "pg-1", "pg-3")
                        .withFailover("pg-2", "pg-1")
                        .withPeer("pg-1", 3, HERE),
                Demotion.GRACEFUL,
                Rule.STEP_DOWN);
    }

    private static Views standby(Settings.Sync sync) {
        return seenBy("pg-2").asStandby().synchronous(sync);
    }

    private static Views leader(Settings.Sync sync) {
        return seenBy("pg-2").asPrimary().whileLeaseIsMine().synchronous(sync).waitingFor("");
    }

    private static void races(Views views) {
        is(views, new Action.AcquireLease(), Rule.RACE);
    }
}
