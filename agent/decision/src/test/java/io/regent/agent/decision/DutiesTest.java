package io.regent.agent.decision;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Status;
import io.regent.postgres.Decoder;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.ReplicationSlot.Trait;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SlotPlan;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is done at the end of a cycle whatever it decided (T13). */
class DutiesTest {

    private static final Duties NONE =
            new Duties(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    @Test
    void the_leader_publishes_its_position() {
        assertThat(of(leader()).status().orElseThrow().optime()).isEqualTo(Lsn.parse("0/3000000"));
    }

    @Test
    void the_leader_publishes_its_slots_and_its_own_position_under_its_own_slot() {
        var slot = ReplicationSlot.physical("pg_1", Optional.of(Lsn.parse("0/2000000")), Trait.ACTIVE);
        var logical = LogicalSlotsTest.slot("app", "0/1000000");
        var views = leader().with(Servers.primary(Views.SYSTEM, 3, "0/3000000", slot, logical));

        assertThat(of(views).status().orElseThrow().slots())
                .isEqualTo(Map.of("pg_1", Lsn.parse("0/2000000"), "pg_2", Lsn.parse("0/3000000")));
    }

    @Test
    void the_leader_tells_which_slots_are_kept() {
        assertThat(of(leader()).status().orElseThrow().retainSlots()).containsExactly("pg_1", "pg_2", "pg_3");
        assertThat(of(leader().with(with -> with.useSlots = false))
                        .status()
                        .orElseThrow()
                        .retainSlots())
                .isEmpty();
    }

    @Test
    void who_has_no_confirmed_lease_publishes_nothing() {
        assertThat(of(seenBy("pg-2").asPrimary().whileLeaseIsLost()).status()).isEmpty();
        assertThat(of(seenBy("pg-2").asStandby().whileLeaseIsMine()).status()).isEmpty();
    }

    @Spec("HA-133")
    @Test
    void nothing_is_done_while_the_store_is_silent() {
        assertThat(of(seenBy("pg-2").asPrimary().whileDcsIsSilent())).isEqualTo(NONE);
        assertThat(of(seenBy("pg-2").asPrimary().whileLeaseIsUnanswered())).isEqualTo(NONE);
    }

    @Test
    void nothing_is_done_for_data_of_another_cluster() {
        assertThat(of(leader().with(Servers.primary(Views.FOREIGN, 3, "0/3000000"))))
                .isEqualTo(NONE);
    }

    @Test
    void nothing_is_done_while_the_cluster_is_being_initialised() {
        assertThat(of(leader().remembering(past -> past.bootstrapping = true))).isEqualTo(NONE);
    }

    @Spec({"D-200", "HA-122"})
    @Test
    void the_leader_keeps_a_slot_for_every_other_member() {
        assertThat(slots(leader())).isEqualTo(Map.of("pg_1", Lsn.NONE, "pg_3", Lsn.NONE));
    }

    @Spec({"D-200", "HA-122", "HA-123", "LES-077"})
    @Test
    void who_may_lead_keeps_the_slots_too_and_moves_them_along() {
        var views = seenBy("pg-2")
                .asStandbyOf("pg-1")
                .whileLeaseIsHeldBy("pg-1")
                .with(published(Map.of("pg_1", "0/2000000", "pg_3", "0/2FFFFFF")));

        assertThat(slots(views)).isEqualTo(Map.of("pg_1", Lsn.parse("0/2000000"), "pg_3", Lsn.parse("0/2FFFFFF")));
    }

    @Spec("HA-123")
    @Test
    void a_slot_is_never_moved_past_what_was_replayed() {
        var views = seenBy("pg-2")
                .asStandbyOf("pg-1")
                .whileLeaseIsHeldBy("pg-1")
                .with(published(Map.of("pg_3", "0/3000001")));

        assertThat(slots(views)).containsEntry("pg_3", Lsn.NONE);
    }

    @Spec("HA-122")
    @Test
    void who_must_not_lead_keeps_slots_only_for_those_that_stream_from_it() {
        var views = seenBy("pg-2")
                .asStandbyOf("pg-1")
                .tagged("nofailover", true)
                .withMember("pg-3", Map.of("tags", Map.of("replicatefrom", "pg-2")))
                .whileLeaseIsHeldBy("pg-1");

        assertThat(slots(views)).containsOnlyKeys("pg_3");
    }

    @Spec("HA-122")
    @Test
    void when_slots_of_absent_members_are_not_kept_only_who_is_streamed_from_keeps_one() {
        Views leader = leader().with(with -> with.memberSlotsTtl = Duration.ZERO)
                .withMember("pg-3", Map.of("tags", Map.of("replicatefrom", "pg-1")));
        Views standby = seenBy("pg-2")
                .asStandbyOf("pg-1")
                .whileLeaseIsHeldBy("pg-1")
                .with(with -> with.memberSlotsTtl = Duration.ZERO)
                .withMember("pg-3", Map.of("tags", Map.of("replicatefrom", "pg-2")));

        assertThat(slots(leader)).containsOnlyKeys("pg_1");
        assertThat(slots(standby)).containsOnlyKeys("pg_3");
    }

    @Spec({"HA-122", "HA-126"})
    @Test
    void before_copies_could_be_moved_only_the_primary_has_slots() {
        Views standby = seenBy("pg-2")
                .asStandbyOf("pg-1")
                .whileLeaseIsHeldBy("pg-1")
                .with(with -> with.permanentSlots = List.of("backup"))
                .with(with -> with.logicalSlots.put("app", new Decoder("shop", "pgoutput")))
                .withMember("pg-3", Map.of("tags", Map.of("replicatefrom", "pg-2")));
        ServerFacts facts = ((PostgresState.Running) standby.view().postgres()).facts();
        SlotPlan plan = of(standby.with(new PostgresState.Running(Servers.ofVersion(facts, 100023))))
                .slots()
                .orElseThrow();

        assertThat(plan.physical()).containsOnlyKeys("pg_3");
        assertThat(plan.logical()).isEmpty();
    }

    @Spec({"HA-123", "LES-087"})
    @Test
    void a_copy_of_which_the_leader_does_not_tell_moves_with_its_member() {
        Views cascade = leader().withMember(
                        "pg-3", Map.of("xlog_location", 0x2000000, "tags", Map.of("replicatefrom", "pg-1")));
        Views untold = seenBy("pg-2")
                .asStandbyOf("pg-1")
                .whileLeaseIsHeldBy("pg-1")
                .withMember("pg-3", Map.of("xlog_location", 0x2000000));

        assertThat(slots(cascade)).containsEntry("pg_3", Lsn.parse("0/2000000")).containsEntry("pg_1", Lsn.NONE);
        assertThat(slots(untold)).containsEntry("pg_3", Lsn.parse("0/2000000"));
        assertThat(slots(leader().withMember(
                                "pg-3", Map.of("xlog_location", 0x3000001, "tags", Map.of("replicatefrom", "pg-1")))))
                .containsEntry("pg_3", Lsn.NONE);
    }

    @Spec("HA-122")
    @Test
    void a_member_that_never_streams_needs_no_slot() {
        assertThat(slots(leader().withMember("pg-3", Map.of("tags", Map.of("nostream", true)))))
                .containsOnlyKeys("pg_1");
    }

    @Test
    void the_slot_of_a_member_that_is_away_is_kept() {
        assertThat(slots(leader().withoutMember("pg-3").remembering(past -> past.slotsSeen.put("pg_3", Views.NOW))))
                .containsOnlyKeys("pg_1", "pg_3");
    }

    @Spec({"CFG-034", "HA-126"})
    @Test
    void slots_that_are_there_for_good_are_kept_by_all_that_may_lead_and_move_with_those_of_the_leader() {
        var standby = seenBy("pg-2")
                .asStandbyOf("pg-1")
                .whileLeaseIsHeldBy("pg-1")
                .with(with -> with.permanentSlots = List.of("backup", "pg_2", "pg_9"))
                .with(published(Map.of("backup", "0/2000000")));

        assertThat(slots(leader().with(with -> with.permanentSlots = List.of("backup"))))
                .containsEntry("backup", Lsn.NONE)
                .containsOnlyKeys("pg_1", "pg_3", "backup");
        assertThat(slots(standby))
                .containsEntry("backup", Lsn.parse("0/2000000"))
                .containsOnlyKeys("pg_1", "pg_3", "pg_9", "backup");
        assertThat(slots(standby.tagged("nofailover", true))).isEmpty();
    }

    @Spec("HA-122")
    @Test
    void without_slots_none_is_kept() {
        assertThat(slots(leader().with(with -> with.useSlots = false))).isEmpty();
        assertThat(slots(leader().with(with -> with.useSlots = false)
                        .with(with -> with.permanentSlots = List.of("backup"))))
                .isEmpty();
    }

    @Spec({"D-200", "HA-130", "HA-166"})
    @Test
    void slots_are_left_alone_in_pause_during_work_and_without_a_leader() {
        assertThat(of(leader().paused()).slots()).isEmpty();
        assertThat(of(leader().busyWith(Task.RESTART)).slots()).isEmpty();
        assertThat(of(seenBy("pg-2").asStandby().whileLeaseIsVacant()).slots()).isEmpty();
    }

    @Spec({"D-179", "D-180"})
    @Test
    void a_replay_that_stands_still_is_looked_after_but_not_in_pause_and_not_before_postgresql_14() {
        assertThat(of(standing(140000)).resumesReplay()).isTrue();
        assertThat(of(standing(140000).paused()).resumesReplay()).isFalse();
        assertThat(of(standing(130009)).resumesReplay()).isFalse();
        assertThat(of(standing(140000).whileLeaseIsVacant()).resumesReplay()).isFalse();
        assertThat(of(seenBy("pg-2").asStandbyOf("pg-1").whileLeaseIsHeldBy("pg-1"))
                        .resumesReplay())
                .isFalse();
    }

    @Spec("D-193")
    @Test
    void the_leader_publishes_the_history_of_a_new_timeline() {
        assertThat(of(leader()).historyOf()).contains(new Timeline(3));
        assertThat(of(leader().withHistoryUpTo(3)).historyOf()).isEmpty();
        assertThat(of(leader().asPrimaryAt(1, "0/3000000")).historyOf()).isEmpty();
    }

    @Test
    void on_timeline_one_a_history_of_old_is_replaced() {
        assertThat(of(leader().asPrimaryAt(1, "0/3000000").withHistoryUpTo(3)).historyOf())
                .contains(Timeline.FIRST);
    }

    private static Views standing(int version) {
        return seenBy("pg-2")
                .with(Servers.withStoppedReplay(Views.SYSTEM, version))
                .whileLeaseIsHeldBy("pg-1");
    }

    private static Views leader() {
        return seenBy("pg-2").asPrimary().whileLeaseIsMine();
    }

    private static Duties of(Views views) {
        return Duties.of(views.view());
    }

    private static Map<String, Lsn> slots(Views views) {
        return of(views).slots().orElseThrow().physical();
    }

    private static Status published(Map<String, String> positions) {
        var slots = new TreeMap<String, Lsn>();
        positions.forEach((slot, position) -> slots.put(slot, Lsn.parse(position)));
        return new Status(Lsn.parse("0/3000000"), slots, List.of());
    }
}
