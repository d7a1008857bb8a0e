package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isDemotion;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Origins.REMOTE;
import static io.regent.agent.decision.Origins.member;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Initialization;
import io.regent.postgres.ControlData;
import io.regent.postgres.Divergence;
import io.regent.postgres.Role;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A cluster that replicates another one (ha.md, section K). */
class StandbyLeaderTest {

    @Test
    @Spec({"D-135", "D-172", "HA-064"})
    void the_leader_follows_the_remote_and_is_not_promoted_while_the_section_is_there() {
        isWait(cluster().asStandbyOfRemote().whileLeaseIsMine(), Rule.STANDBY_LEADER);
        is(cluster().asStandbyOf("pg-1").whileLeaseIsMine(), follow(REMOTE), Rule.LEAD_STANDBY_CLUSTER);
        isDemotion(cluster().asPrimary().whileLeaseIsMine(), Demotion.TO_STANDBY_CLUSTER, Rule.BECOME_STANDBY_CLUSTER);
    }

    @Test
    void without_the_section_the_leader_is_promoted_after_the_usual_checks() {
        is(
                seenBy("pg-2").asStandbyOfRemote().whileLeaseIsMine(),
                new Action.AskPeers(Members.others(seenBy("pg-2").view())),
                Rule.ASK_BEFORE_PROMOTION);
        is(seenBy("pg-2").asStandbyOfRemote().whileLeaseIsMine().withoutAnswers(), new Action.Promote(), Rule.PROMOTE);
    }

    @Test
    @Spec("D-101")
    void only_the_leader_follows_the_remote_while_there_is_one() {
        is(cluster().asStandbyOfRemote().whileLeaseIsHeldBy("pg-1"), follow(member("pg-1")), Rule.FOLLOW);
        isWait(cluster().asStandbyOf("pg-1").whileLeaseIsHeldBy("pg-1"), Rule.STANDBY);
    }

    @Test
    @Spec("HA-154")
    void without_a_leader_everybody_follows_the_remote_unless_it_is_not_known_who_leads() {
        is(
                cluster().asStandbyOf("pg-1").whileLeaseIsVacant().withPeer("pg-3", 3, "0/3000001"),
                follow(REMOTE),
                Rule.FOLLOW_REMOTE);
        isWait(
                cluster()
                        .asStandbyOf("pg-1")
                        .whileLeaseIsVacant()
                        .withPeer("pg-3", 3, "0/3000001")
                        .paused(),
                Rule.NO_LEADER_PAUSED);
        isWait(cluster().asStandbyOf("pg-1").withoutMember("pg-3").whileLeaseIsHeldBy("pg-3"), Rule.LEADER_UNKNOWN);
    }

    @Test
    @Spec("D-110")
    void under_a_leader_that_is_not_known_nothing_is_changed() {
        isWait(cluster().asStandbyOfRemote().withoutMember("pg-3").whileLeaseIsHeldBy("pg-3"), Rule.LEADER_UNKNOWN);
    }

    @Test
    @Spec("HA-068")
    void a_standby_leader_is_elected_without_looking_at_the_published_history() {
        is(
                cluster()
                        .asStandbyOf("pg-1")
                        .withHistoryUpTo(7)
                        .whileLeaseIsVacant()
                        .withPeer("pg-3", 3, "0/3000000"),
                new Action.AcquireLease(),
                Rule.RACE);
        isWait(
                seenBy("pg-2")
                        .asStandby()
                        .withHistoryUpTo(7)
                        .whileLeaseIsVacant()
                        .withPeer("pg-3", 3, "0/3000000"),
                Rule.BEHIND_TIMELINE);
    }

    @Test
    void the_log_of_an_archive_needs_no_host() {
        isWait(seenBy("pg-2").asStandby().inStandbyClusterOfArchive().whileLeaseIsMine(), Rule.STANDBY_LEADER);
        is(
                seenBy("pg-2").asStandbyOf("pg-1").inStandbyClusterOfArchive().whileLeaseIsMine(),
                new Action.Follow(Optional.empty()),
                Rule.FOLLOW_ARCHIVE);
    }

    @Test
    void a_leader_that_does_not_stream_any_more_compares_itself_with_the_remote_and_goes_back_to_it() {
        Views lost = cluster()
                .with(Servers.standby(Views.SYSTEM, 3, "0/3000000"))
                .whileLeaseIsMine()
                .with(with -> with.rewindAllowed = true);

        is(lost, new Action.ExamineDivergence(REMOTE), Rule.COMPARE);
        is(lost.withDivergence(new Divergence.Diverged("3")), new Action.Rewind(REMOTE), Rule.REWIND_REMOTE);
    }

    @Test
    @Spec("HA-119")
    void a_cascading_standby_is_compared_with_and_rewound_to_the_remote() {
        Views behind = cluster()
                .asStandby()
                .withMember("pg-1", Map.of("timeline", 4))
                .whileLeaseIsHeldBy("pg-1")
                .with(with -> with.rewindAllowed = true);

        is(behind, new Action.ExamineDivergence(REMOTE), Rule.COMPARE);
        is(behind.withDivergence(new Divergence.Diverged("3")), new Action.Rewind(REMOTE), Rule.REWIND_REMOTE);
    }

    @Test
    void a_diverged_copy_is_never_removed_in_a_standby_cluster() {
        Views diverged = cluster()
                .asStandby()
                .with(with -> with.removeDivergedData = true)
                .withDivergence(new Divergence.Diverged("3"));

        isWait(diverged.whileLeaseIsMine(), Rule.DIVERGED_STANDBY_LEADER);
        isWait(
                diverged.remembering(past -> past.divergenceDue = true).whileLeaseIsHeldBy("pg-1"),
                Rule.DIVERGED_STANDBY);
    }

    @Test
    @Spec({"D-089", "D-090"})
    void a_stopped_server_is_started_as_a_standby_of_the_remote_by_the_leader_and_without_one() {
        Views stopped = cluster()
                .stopped(ControlData.State.SHUT_DOWN)
                .remembering(past -> past.lastRole = Optional.of(Role.PRIMARY));
        var start = new Action.StartStandby(Optional.of(REMOTE));

        is(stopped.whileLeaseIsMine(), start, Rule.START_AS_STANDBY_LEADER);
        is(stopped.whileLeaseIsVacant(), start, Rule.START_AS_STANDBY);
        is(
                stopped.whileLeaseIsMine()
                        .remembering(past -> past.divergenceDue = true)
                        .withDivergence(new Divergence.NotKnown("refused")),
                new Action.StartStandby(Optional.empty()),
                Rule.START_UNCOMPARED);
    }

    @Test
    @Spec("D-178")
    void a_primary_beside_the_leader_of_a_standby_cluster_stops_fast() {
        isDemotion(
                cluster().asPrimary().whileLeaseIsHeldBy("pg-1"),
                Demotion.TO_STANDBY_CLUSTER,
                Rule.PRIMARY_BESIDE_LEADER);
        isDemotion(
                seenBy("pg-2").asPrimary().whileLeaseIsHeldBy("pg-1"),
                Demotion.IMMEDIATE_NOLOCK,
                Rule.PRIMARY_BESIDE_LEADER);
    }

    @Test
    void a_primary_takes_the_vacant_lease_before_it_gives_way_to_the_remote() {
        is(
                cluster().asPrimary().withHistoryUpTo(9).whileLeaseIsVacant().withoutAnswers(),
                new Action.AcquireLease(),
                Rule.TAKE_BACK);
    }

    @Spec("HA-161")
    @Test
    void in_pause_a_primary_goes_on_and_the_leader_keeps_its_lease() {
        isWait(cluster().asPrimary().whileLeaseIsMine().paused(), Rule.LEAD);
        isWait(cluster().asStandbyOfRemote().whileLeaseIsMine().paused(), Rule.STANDBY_LEADER);
    }

    @Test
    void whoever_led_takes_the_lease_back_also_in_pause_and_from_a_wiped_store() {
        Views led = RowsOfStandbyClusters.led(cluster().asStandbyOfRemote())
                .whileLeaseIsVacant()
                .withoutAnswers();

        is(led.paused(), new Action.AcquireLease(), Rule.RACE);
        is(led.withInitialization(new Initialization.Absent()), new Action.AcquireLease(), Rule.RACE);
        isWait(
                cluster()
                        .asStandbyOfRemote()
                        .whileLeaseIsVacant()
                        .withoutAnswers()
                        .withInitialization(new Initialization.Absent()),
                Rule.IDENTITY_UNKNOWN);
    }

    @Test
    void a_switchover_moves_the_lease_and_stops_no_server() {
        Views asked = cluster().asStandbyOfRemote().whileLeaseIsMine().withFailover("pg-2", "pg-1");

        is(
                asked.withPeer("pg-1", 3, "0/3000000"),
                new Action.ReleaseLease(Optional.empty()),
                Rule.STEP_DOWN_STANDBY_LEADER);
        is(
                cluster().asStandbyOf("pg-1").whileLeaseIsMine().withFailover("pg-1", "pg-2"),
                new Action.ClearFailover(),
                Rule.REQUEST_MISDIRECTED);
    }

    @Spec("D-063")
    @Test
    void a_new_standby_cluster_begins_with_a_copy_of_the_remote() {
        Views nothing = cluster().withoutData().whileLeaseIsVacant().withInitialization(new Initialization.Absent());

        is(nothing.withClaim(Claim.WON), new Action.Clone(REMOTE), Rule.BOOTSTRAP_STANDBY_CLUSTER);
        assertThat(Memory.after(nothing.view(), Decider.decide(nothing.view())).bootstrapping())
                .isTrue();
        is(
                cluster()
                        .stopped(ControlData.State.IN_PRODUCTION)
                        .whileLeaseIsVacant()
                        .remembering(past -> past.bootstrapping = true),
                new Action.StartStandby(Optional.of(REMOTE)),
                Rule.BOOTSTRAP_STANDBY_CLUSTER);
    }

    @Test
    void the_leader_publishes_how_far_it_is_and_the_history_it_came_to() {
        View view = cluster()
                .asStandbyOfRemote()
                .withHistoryUpTo(9)
                .whileLeaseIsMine()
                .view();

        assertThat(Duties.of(view).status().orElseThrow().optime()).isEqualTo(Lsn.parse("0/3000000"));
        assertThat(Duties.of(view).historyOf()).contains(new Timeline(3));
    }

    @Test
    void a_demotion_to_a_standby_cluster_keeps_the_lease_and_starts_no_primary() {
        View view = cluster().asPrimary().whileLeaseIsMine().view();
        Memory after = Memory.after(view, Decider.decide(view));

        assertThat(after.steppingDown()).isFalse();
        assertThat(after.divergenceDue()).isTrue();
        assertThat(after.demoting()).contains(Demotion.TO_STANDBY_CLUSTER);
    }

    @Test
    void a_member_that_does_not_stream_gets_no_slot() {
        View view = seenBy("pg-2")
                .asPrimary()
                .whileLeaseIsMine()
                .withMember("pg-3", Map.of("tags", Map.of("nostream", true)))
                .view();

        assertThat(Duties.of(view).slots().orElseThrow().physical()).containsOnlyKeys("pg_1");
        assertThat(Duties.of(view).status().orElseThrow().retainSlots()).doesNotContain("pg_3");
    }

    private static Views cluster() {
        return seenBy("pg-2").inStandbyCluster();
    }

    private static Action follow(Origin origin) {
        return new Action.Follow(Optional.of(origin));
    }
}
