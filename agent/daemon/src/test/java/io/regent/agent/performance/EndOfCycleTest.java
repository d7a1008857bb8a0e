package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.configuration.DynamicConfigFile;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.dcs.Deadline;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.ReplicationSlot.Trait;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.TimelineHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The duties that end a cycle. */
class EndOfCycleTest {

    @TempDir
    Path data;

    private PerformerFixture given;
    private FakeNode node;

    @BeforeEach
    void build() {
        given = new PerformerFixture(data);
        node = given.node;
        node.initialized();
    }

    @AfterEach
    void close() {
        given.close();
    }

    @Spec("LES-012")
    @Test
    void an_unchanged_world_is_written_once_and_then_left_alone() {
        node.postgres.is(primaryWith("node_2"));
        node.member("node-2", "{\"conn_url\":\"postgres://10.0.0.12:5432/postgres\",\"state\":\"running\"}");
        turn();
        turn();
        Await.until(() -> Files.exists(data.resolve("patroni.dynamic.json")));
        var writes = new AtomicInteger();
        node.store.onChange(key -> writes.incrementAndGet());
        int calls = node.postgres.calls().size();

        for (int round = 0; round < 30; round++) {
            node.clock.advance(Duration.ofSeconds(10));
            turn();
        }

        assertThat(writes).hasValue(0);
        assertThat(node.postgres.calls()).hasSize(calls);
    }

    @Spec("HA-017")
    @Test
    void the_leader_publishes_its_position_and_those_of_all_slots() {
        node.postgres.is(primaryWith("node_2"));
        node.member("node-2", "{\"state\":\"running\"}");

        turn();

        assertThat(node.key("status"))
                .contains("{\"optime\":83886080,\"slots\":{\"node_1\":83886080,\"node_2\":67108864},"
                        + "\"retain_slots\":[\"node_1\",\"node_2\"]}");
    }

    @Test
    void a_standby_publishes_no_position() {
        node.postgres.is(Samples.standby(1));
        node.dcs.put(FakeNode.PREFIX + "leader", "node-2");

        given.finish(node.view());

        assertThat(node.key("status")).isEmpty();
        assertThat(node.key("members/node-1")).isPresent();
    }

    @Spec("D-200")
    @Test
    void a_member_that_needs_a_slot_gets_one() {
        node.postgres.is(primaryWith("node_2"));
        node.member("node-2", "{\"state\":\"running\"}");
        node.member("node-3", "{\"state\":\"running\"}");

        turn();
        turn();
        Await.until(() -> node.postgres.calls().contains("keepSlots"));

        assertThat(node.postgres.keptSlots()).containsOnlyKeys("node_2", "node_3");
    }

    @Spec("HA-131")
    @Test
    void a_slot_of_somebody_else_is_no_reason_to_do_anything() {
        node.dcs.put(FakeNode.PREFIX + "config", "{\"ignore_slots\":[{\"name\":\"theirs\"}]}");
        node.postgres.is(primaryWithIdle("theirs"));

        turn();
        turn();
        node.idle();
        assertThat(node.postgres.calls()).doesNotContain("keepSlots");

        node.postgres.is(primaryWithIdle("other"));
        turn();
        Await.until(() -> node.postgres.calls().contains("keepSlots"));
    }

    @Spec("D-007")
    @Test
    void a_record_that_somebody_removed_is_back_after_the_next_turn() {
        node.postgres.is(Samples.standby(1));
        given.finish(node.view());
        node.dcs.delete(FakeNode.PREFIX + "members/node-1");

        given.finish(node.view());

        assertThat(node.key("members/node-1")).isPresent();
    }

    @Spec("D-180")
    @Test
    void a_replay_that_postgresql_stopped_is_resumed() {
        node.postgres.is(Samples.standbyWithStoppedReplay());
        node.dcs.put(FakeNode.PREFIX + "leader", "node-2");

        given.finish(node.view());
        Await.until(() -> node.postgres.calls().contains("resumeReplay"));

        assertThat(node.postgres.calls()).contains("resumeReplay");
    }

    @Test
    void after_a_silence_nothing_more_is_asked_of_the_store() {
        node.postgres.is(primaryWith("node_2"));
        View view = given.leading();
        node.dcs.stop();

        given.finish(view);
        node.dcs.start();

        assertThat(node.key("status")).isEmpty();
        assertThat(node.key("members/node-1")).isEmpty();
    }

    @Spec("HA-020")
    @Test
    void a_new_leader_publishes_how_its_timeline_came_about() {
        node.postgres.is(Samples.primary(2));
        node.postgres.hasHistory(history(2));

        turn();
        Await.until(() -> node.key("history").isPresent());

        assertThat(node.key("history").orElseThrow())
                .startsWith("[[1,83886080,\"no recovery target specified\",\"2026-01-02T")
                .endsWith("\"node-1\"]]");
    }

    @Test
    void what_only_a_leader_tells_is_not_told_once_the_lease_is_gone() {
        node.postgres.is(Samples.primary(2));
        node.postgres.hasHistory(history(2));
        node.dcs.put(FakeNode.PREFIX + "config", "{\"failsafe_mode\":true}");
        node.member("node-1", "{\"api_url\":\"http://10.0.0.11:8008/patroni\",\"state\":\"running\"}");
        View view = given.leading();
        assertThat(Duties.of(view).failsafe()).isPresent();
        node.leadership.forget();

        given.finish(view);
        Await.until(() -> node.postgres.calls().contains("checkpoint"));

        assertThat(node.key("history")).isEmpty();
        assertThat(node.key("status")).isEmpty();
        assertThat(node.key("failsafe")).isEmpty();
    }

    @Spec({"CFG-154", "IF-015", "D-205"})
    @Test
    void the_dynamic_document_is_kept_in_the_data_directory_and_again_when_it_changes() {
        node.postgres.is(Samples.standby(1));
        node.dcs.put(FakeNode.PREFIX + "leader", "node-2");
        given.finish(node.view());
        Await.until(() -> saved().contains("\"ttl\":30"));

        node.dcs.put(FakeNode.PREFIX + "config", "{\"ttl\":40}");
        given.finish(node.view());

        Await.until(() -> saved().equals("{\"ttl\":40}"));
    }

    @Test
    void a_new_copy_of_the_data_gets_the_dynamic_document_too() throws Exception {
        node.postgres.is(Samples.standby(1));
        node.dcs.put(FakeNode.PREFIX + "leader", "node-2");
        given.finish(node.view());
        Await.until(() -> Files.exists(data.resolve("patroni.dynamic.json")));
        Files.delete(data.resolve("patroni.dynamic.json"));
        node.slot.start(Task.CLONE, progress -> new Outcome.Done());
        node.idle();

        given.finish(node.view());

        Await.until(() -> Files.exists(data.resolve("patroni.dynamic.json")));
    }

    @Test
    void nothing_is_kept_where_there_are_no_data() {
        node.postgres.is(new PostgresState.NoData());

        given.finish(node.view());

        assertThat(new DynamicConfigFile(data).load()).isEmpty();
    }

    @Spec({"D-124", "HA-084"})
    @Test
    void a_scheduled_switchover_wakes_the_loop_at_its_instant() {
        node.postgres.is(Samples.primary(1));
        node.dcs.put(
                FakeNode.PREFIX + "failover",
                "{\"leader\":\"node-1\",\"scheduled_at\":\"%s\"}"
                        .formatted(node.clock.instant().plusSeconds(4)));
        given.finish(given.leading());

        Thread loop = Thread.ofPlatform()
                .daemon()
                .start(() -> node.pacemaker.await(0, Deadline.after(0, Duration.ofSeconds(10))));
        node.clock.advance(Duration.ofMillis(3999));
        assertThat(loop.isAlive()).isTrue();
        node.clock.advance(Duration.ofMillis(1));

        Await.until(() -> !loop.isAlive());
    }

    /** A cycle of a leader that finds nothing to do. */
    private void turn() {
        View view = node.view();
        boolean claimed = view.lease() instanceof Lease.Claimed;
        given.finish(given.performer.ask(claimed ? new Action.RenewLease() : new Action.AcquireLease(), view));
    }

    private String saved() {
        return new DynamicConfigFile(data).load().map(Wire::config).orElse("");
    }

    private static TimelineHistory history(int current) {
        return new TimelineHistory(
                new Timeline(current),
                List.of(new TimelineHistory.Fork(Timeline.FIRST, Samples.END, "no recovery target specified")));
    }

    private static PostgresState primaryWith(String slot) {
        return primaryWith(slot, true);
    }

    private static PostgresState primaryWithIdle(String slot) {
        return primaryWith(slot, false);
    }

    private static PostgresState primaryWith(String slot, boolean active) {
        return new PostgresState.Running(Samples.primaryFacts(
                1,
                List.of(ReplicationSlot.physical(
                        slot,
                        Optional.of(Lsn.parse("0/4000000")),
                        active ? new Trait[] {Trait.ACTIVE} : new Trait[0]))));
    }
}
