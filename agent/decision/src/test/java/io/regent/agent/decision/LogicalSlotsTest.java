package io.regent.agent.decision;

import static io.regent.agent.decision.Decided.is;
import static io.regent.agent.decision.Decided.isWait;
import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.MemberName;
import io.regent.dcs.Status;
import io.regent.postgres.Decoder;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.ReplicationSlot.Trait;
import io.regent.postgres.ServerFacts;
import io.regent.postgres.SlotPlan;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Logical slots that are there for good. */
class LogicalSlotsTest {

    private static final Decoder SHOP = new Decoder("shop", "pgoutput");

    @Test
    @Spec("D-202")
    void a_standby_that_streams_copies_what_the_leader_has_and_it_lacks() {
        is(standby(), copyOf("app"), Rule.COPY_SLOTS);
        isWait(standby().with(new Status(Lsn.NONE, new TreeMap<>(), List.of())), Rule.STANDBY);
        isWait(having(standby(), slot("app", "0/2000000")), Rule.STANDBY);
        assertThat(Decider.decide(standby().with(with -> with.useSlots = false).view())
                        .action())
                .isNotInstanceOf(Action.CopySlots.class);
    }

    @Test
    @Spec("D-202")
    void nothing_is_copied_in_pause_from_nobody_or_to_a_standby_that_does_not_stream() {
        isWait(standby().paused(), Rule.STANDBY);
        assertThat(Decider.decide(standby().whileLeaseIsVacant().view()).action())
                .isNotInstanceOf(Action.CopySlots.class);
        assertThat(Decider.decide(standby().whileDcsIsSilent().view()).action())
                .isNotInstanceOf(Action.CopySlots.class);
        assertThat(Decider.decide(logical(seenBy("pg-2").asStandby().whileLeaseIsHeldBy("pg-1"))
                                .view())
                        .action())
                .isNotInstanceOf(Action.CopySlots.class);
    }

    @Test
    @Spec("LES-082")
    void a_copy_is_not_tried_again_at_once() {
        isWait(
                standby().remembering(past -> past.copiedSlots.put("app", ago(SlotMemory.COPY_PAUSE.minusNanos(1)))),
                Rule.STANDBY);
        is(
                standby().remembering(past -> past.copiedSlots.put("app", ago(SlotMemory.COPY_PAUSE))),
                copyOf("app"),
                Rule.COPY_SLOTS);
        View view = standby().view();
        assertThat(Memory.after(view, new Decision(copyOf("app"), Rule.COPY_SLOTS))
                        .slots()
                        .copied())
                .containsEntry("app", Views.NOW);
    }

    @Test
    @Spec("HA-192")
    void who_must_not_lead_or_does_not_stream_keeps_none_and_neither_do_those_behind_it() {
        assertThat(LogicalSlots.kept(standby().view())).containsOnlyKeys("app");
        assertThat(LogicalSlots.kept(standby().tagged("nofailover", true).view()))
                .isEmpty();
        assertThat(LogicalSlots.kept(standby().tagged("nostream", true).view())).isEmpty();
        assertThat(LogicalSlots.kept(behind("pg-3", Map.of("nostream", true)).view()))
                .isEmpty();
        assertThat(LogicalSlots.kept(behind("pg-3", Map.of()).view())).containsOnlyKeys("app");
        assertThat(LogicalSlots.kept(
                        behind("pg-3", Map.of("replicatefrom", "pg-2")).view()))
                .as("members that stream from each other")
                .containsOnlyKeys("app");
    }

    @Test
    void the_name_of_a_members_slot_stays_that_members() {
        assertThat(LogicalSlots.kept(standby()
                        .with(with -> with.logicalSlots.put("pg_3", SHOP))
                        .view()))
                .containsOnlyKeys("app");
    }

    @Test
    @Spec("HA-127")
    void the_primary_makes_the_slot_and_tells_where_it_is_and_a_standby_moves_it_no_further_than_its_own_replay() {
        SlotPlan made = plan(leading());
        assertThat(made.makesLogical()).isTrue();
        assertThat(made.logical()).isEqualTo(Map.of("app", new SlotPlan.Logical(SHOP, Lsn.NONE)));
        assertThat(Duties.of(having(leading(), slot("app", "0/2000000"), slot("other", "0/1000000"))
                                .view())
                        .status()
                        .orElseThrow()
                        .slots())
                .containsEntry("app", Lsn.parse("0/2000000"))
                .doesNotContainKey("other");

        SlotPlan moved = plan(standby());
        assertThat(moved.makesLogical()).isFalse();
        assertThat(moved.logical()).isEqualTo(Map.of("app", new SlotPlan.Logical(SHOP, Lsn.parse("0/2000000"))));
        assertThat(plan(standby().with(published("0/3000001"))).logical())
                .containsEntry("app", new SlotPlan.Logical(SHOP, Lsn.parse("0/3000000")));
        assertThat(plan(standby().tagged("nofailover", true)).logical()).isEmpty();
    }

    @Test
    @Spec("HA-129")
    void those_that_keep_a_slot_and_those_that_they_stream_through_tell_which_rows_are_needed() {
        assertThat(LogicalSlots.needFeedback(standby().view())).isTrue();
        assertThat(LogicalSlots.needFeedback(seenBy("pg-2")
                        .asStandbyOf("pg-1")
                        .whileLeaseIsHeldBy("pg-1")
                        .view()))
                .isFalse();
        Views last = standby().tagged("nofailover", true);
        assertThat(LogicalSlots.needFeedback(last.view())).isFalse();
        assertThat(LogicalSlots.needFeedback(last.withMember("pg-3", Map.of("tags", Map.of("replicatefrom", "pg-2")))
                        .view()))
                .isTrue();
        assertThat(LogicalSlots.needFeedback(
                        last.withMember("pg-3", Map.of("tags", Map.of("replicatefrom", "pg-2", "nofailover", true)))
                                .view()))
                .isFalse();
        assertThat(LogicalSlots.needFeedback(standby()
                        .tagged("nostream", true)
                        .withMember("pg-3", Map.of("tags", Map.of("replicatefrom", "pg-2")))
                        .view()))
                .isFalse();
        assertThat(LogicalSlots.needFeedback(logical(seenBy("pg-2").asPrimary().whileLeaseIsMine())
                        .with(with -> with.standbyCluster =
                                Optional.of(new Settings.StandbyCluster(List.of(), Optional.empty(), true)))
                        .view()))
                .isFalse();
    }

    @Test
    void the_rows_are_held_by_the_slot_of_the_member_that_streams_from_the_leader() {
        assertThat(LogicalSlots.slotOnLeader(standby().view())).isEqualTo("pg_2");
        assertThat(LogicalSlots.slotOnLeader(behind("pg-3", Map.of()).view())).isEqualTo("pg_3");
        assertThat(LogicalSlots.slotOnLeader(
                        standby().tagged("replicatefrom", "pg-1").view()))
                .isEqualTo("pg_2");
        assertThat(LogicalSlots.slotOnLeader(
                        standby().tagged("replicatefrom", "nobody").view()))
                .isEqualTo("pg_2");
    }

    @Test
    @Spec("LES-084")
    void a_logical_slot_that_nobody_asked_for_goes_when_nobody_has_used_it_for_long() {
        Duration kept = Duration.ofMinutes(30);

        assertThat(plan(withOther()).discarded()).isEmpty();
        assertThat(idleAfter(withOther())).isEqualTo(Map.of("other", Views.NOW));
        assertThat(plan(withOther().remembering(past -> past.idleSlots.put("other", ago(kept.minusNanos(1)))))
                        .discarded())
                .isEmpty();
        assertThat(plan(withOther().remembering(past -> past.idleSlots.put("other", ago(kept))))
                        .discarded())
                .containsExactly("other");
        assertThat(idleAfter(having(standby(), slot("other", "0/1000000", Trait.ACTIVE))))
                .isEmpty();
    }

    @Test
    @Spec("HA-132")
    void what_keeps_the_server_from_synchronising_its_own_slots_goes_at_once() {
        var former = slot("theirs", "0/1000000", Trait.LEFT_TO_SERVER, Trait.IN_THE_WAY);

        assertThat(plan(having(standby(), former)).discarded()).containsExactly("theirs");
        assertThat(plan(having(standby(), slot("theirs", "0/1000000", Trait.LEFT_TO_SERVER)))
                        .discarded())
                .isEmpty();
    }

    @Test
    @Spec({"HA-125", "LES-079"})
    void a_mere_copy_of_a_slot_does_not_keep_old_rows() {
        var copy = ReplicationSlot.physical("pg_3", Optional.of(Lsn.parse("0/2000000")), Trait.HOLDS_ROWS);
        Views cascade = standby().withMember("pg-3", Map.of("tags", Map.of("replicatefrom", "pg-2")));
        Views elsewhere = leading().withMember("pg-3", Map.of("tags", Map.of("replicatefrom", "pg-1")));

        assertThat(plan(having(standby(), copy)).discarded()).containsExactly("pg_3");
        assertThat(plan(having(cascade, copy)).discarded()).isEmpty();
        assertThat(plan(having(leading(), copy)).discarded())
                .as("a member that is away for a moment")
                .isEmpty();
        assertThat(plan(having(elsewhere, copy)).discarded()).containsExactly("pg_3");
        assertThat(Duties.of(having(standby().whileLeaseIsVacant(), copy).view())
                        .slots())
                .as("before there is a leader")
                .isEmpty();
    }

    /** An idle logical slot. */
    static ReplicationSlot slot(String name, String confirmed, Trait... traits) {
        return ReplicationSlot.logical(name, SHOP, Lsn.parse(confirmed), traits);
    }

    private static Views withOther() {
        return having(standby(), slot("app", "0/2000000"), slot("other", "0/1000000"));
    }

    private static Views leading() {
        return logical(seenBy("pg-2").asPrimary().whileLeaseIsMine());
    }

    private static Views standby() {
        return logical(seenBy("pg-2").asStandbyOf("pg-1").whileLeaseIsHeldBy("pg-1"))
                .with(published("0/2000000"));
    }

    private static Views logical(Views views) {
        return views.with(with -> with.logicalSlots.put("app", SHOP));
    }

    private static Views behind(String upstream, Map<String, Object> tags) {
        return standby().tagged("replicatefrom", upstream).withMember(upstream, Map.of("tags", tags));
    }

    private static Status published(String position) {
        return new Status(Lsn.NONE, new TreeMap<>(Map.of("app", Lsn.parse(position))), List.of());
    }

    private static Views having(Views views, ReplicationSlot... slots) {
        ServerFacts facts = ((PostgresState.Running) views.view().postgres()).facts();
        return views.with(new PostgresState.Running(Servers.withSlots(facts, slots)));
    }

    private static SlotPlan plan(Views views) {
        return Duties.of(views.view()).slots().orElseThrow();
    }

    private static Map<String, Long> idleAfter(Views views) {
        return Memory.after(views.view(), new Decision(new Action.Wait(), Rule.STANDBY))
                .slots()
                .idle();
    }

    private static long ago(Duration time) {
        return Views.NOW - time.toNanos();
    }

    private static Action.CopySlots copyOf(String name) {
        return new Action.CopySlots(new MemberName("pg-1"), new TreeSet<>(Set.of(name)));
    }
}
