package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Demotion;
import io.regent.agent.decision.Origin;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.FakeProcess;
import io.regent.agent.fake.Samples;
import io.regent.dcs.MemberName;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresState;
import io.regent.postgres.ServerProcess.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands to the local server. Each is work for the background slot. */
class ServerCommandsTest {

    @TempDir
    private Path data;

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

    @Test
    void a_promotion_under_the_lease_is_done() {
        node.postgres.is(Samples.standby(1));

        carryOut(new Action.Promote(), given.leading());

        assertThat(node.postgres.calls()).containsExactly("promote");
        assertThat(node.slot.look()).isEqualTo(new BackgroundWork.Succeeded(Task.PROMOTE));
    }

    @Spec("LES-028")
    @Test
    void the_lease_is_looked_at_once_more_right_before_the_promotion() {
        node.postgres.is(Samples.standby(1));
        View view = given.leading();
        node.clock.advance(Duration.ofSeconds(27));

        carryOut(new Action.Promote(), view);

        assertThat(node.postgres.calls()).isEmpty();
        assertThat(node.slot.look())
                .isEqualTo(
                        new BackgroundWork.Failed(Task.PROMOTE, "the lease ends before the server could be a primary"));
    }

    @Test
    void not_even_in_pause_does_a_node_become_a_primary_without_the_lease() {
        node.dcs.put(FakeNode.PREFIX + "config", "{\"pause\":true}");
        node.postgres.is(Samples.standby(1));
        View view = given.leading();
        node.clock.advance(Duration.ofSeconds(27));

        carryOut(new Action.Promote(), view);

        assertThat(node.postgres.calls()).isEmpty();
    }

    @Test
    void in_pause_a_crashed_primary_comes_back_without_the_lease() {
        node.dcs.put(FakeNode.PREFIX + "config", "{\"pause\":true}");
        node.postgres.is(Samples.stopped(State.IN_PRODUCTION));

        carryOut(new Action.StartPrimary(), node.view());

        assertThat(node.postgres.calls()).containsExactly("reload", "start primary");
    }

    @Test
    void a_promotion_that_has_reached_the_server_says_so() {
        node.postgres.is(Samples.standby(1));
        node.postgres.hangs("promote");
        given.performer.carryOut(new Action.Promote(), given.leading());
        Await.until(() -> node.postgres.calls().contains("promote"));

        assertThat(node.slot.look())
                .isInstanceOfSatisfying(
                        BackgroundWork.Running.class,
                        running -> assertThat(running.committed()).isTrue());
    }

    @Spec("HA-073")
    @Test
    void a_graceful_demotion_writes_a_checkpoint_stops_fast_and_tells_where_the_log_ends() {
        node.postgres.is(Samples.primary(1));

        carryOut(new Action.Demote(Demotion.GRACEFUL), given.leading());

        assertThat(node.postgres.calls()).containsExactly("checkpoint", "stop FAST");
    }

    @Spec("HA-073")
    @Test
    void a_standby_is_stopped_without_a_checkpoint() {
        node.postgres.is(Samples.standby(1));

        carryOut(new Action.Demote(Demotion.GRACEFUL), node.view());

        assertThat(node.postgres.calls()).containsExactly("stop FAST");
    }

    @Test
    void a_failing_checkpoint_does_not_keep_the_server_from_stopping() {
        node.postgres.is(Samples.primary(1));
        node.postgres.ends("checkpoint", new Outcome.Failed("no connection"));

        carryOut(new Action.Demote(Demotion.GRACEFUL), given.leading());

        assertThat(node.postgres.calls()).containsExactly("checkpoint", "stop FAST");
    }

    @Spec("HA-073")
    @Test
    void a_demotion_without_the_lease_stops_at_once() {
        node.postgres.is(Samples.primary(1));

        carryOut(new Action.Demote(Demotion.IMMEDIATE_NOLOCK), node.view());

        assertThat(node.postgres.calls()).containsExactly("stop IMMEDIATE");
        assertThat(node.key("leader")).isEmpty();
    }

    @Spec({"LES-040", "HA-070", "HA-073"})
    @Test
    void a_demotion_without_the_store_stops_fast_and_starts_read_only_again() {
        node.postgres.is(Samples.primary(1));
        View view = given.leading();
        node.dcs.stop();

        carryOut(new Action.Demote(Demotion.OFFLINE), view);

        assertThat(node.postgres.calls()).containsExactly("stop FAST", "start standby of nobody");
    }

    @Test
    void near_the_end_of_the_lease_a_demotion_does_not_wait_for_a_fast_stop() {
        node.postgres.is(Samples.primary(1));
        View view = given.leading();
        node.clock.advance(Duration.ofSeconds(25));

        carryOut(new Action.Demote(Demotion.OFFLINE), view);

        assertThat(node.postgres.calls()).containsExactly("stop IMMEDIATE", "start standby of nobody");
    }

    @Test
    void a_server_that_does_not_stop_is_killed_before_it_is_started_read_only() {
        node.postgres.is(Samples.primary(1));
        node.postgres.process().runAs(100);
        node.postgres.process().behave(FakeProcess.Manners.STUBBORN);
        node.postgres.ends("stop", new Outcome.StillUnderWay());

        carryOut(new Action.Demote(Demotion.OFFLINE), given.leading());

        assertThat(node.postgres.calls()).containsExactly("stop FAST", "stop IMMEDIATE", "start standby of nobody");
        assertThat(node.postgres.process().signals()).containsExactly(Signal.KILL);
    }

    @Test
    void a_server_that_cannot_even_be_killed_is_not_started() {
        node.postgres.is(Samples.primary(1));
        node.postgres.process().runAs(100);
        node.postgres.process().behave(FakeProcess.Manners.BACKEND_STAYS);
        node.postgres.ends("stop", new Outcome.StillUnderWay());
        given.performer.carryOut(new Action.Demote(Demotion.IMMEDIATE), given.leading());
        Await.until(() -> !node.postgres.process().signals().isEmpty());
        node.clock.advance(Duration.ofSeconds(3));
        node.idle();

        assertThat(node.slot.look())
                .isEqualTo(new BackgroundWork.Failed(
                        Task.DEMOTE, "processes of the server are still alive after SIGKILL"));
    }

    @Spec("LES-041")
    @Test
    void a_later_trigger_joins_the_demotion_that_is_under_way() {
        node.postgres.is(Samples.primary(1));
        node.postgres.hangs("stop");
        View view = given.leading();
        given.performer.carryOut(new Action.Demote(Demotion.IMMEDIATE), view);
        Await.until(() -> node.postgres.calls().contains("stop IMMEDIATE"));

        given.performer.carryOut(new Action.Demote(Demotion.IMMEDIATE), view);
        given.performer.carryOut(new Action.Demote(Demotion.GRACEFUL), view);
        given.performer.carryOut(new Action.Demote(Demotion.OFFLINE), view);

        assertThat(node.postgres.calls()).containsExactly("stop IMMEDIATE");
    }

    @Test
    void a_graceful_demotion_gives_way_to_one_that_cannot_wait() {
        node.postgres.is(Samples.primary(1));
        node.postgres.hangs("checkpoint");
        View view = given.leading();
        given.performer.carryOut(new Action.Demote(Demotion.GRACEFUL), view);
        Await.until(() -> node.postgres.calls().contains("checkpoint"));

        carryOut(new Action.Demote(Demotion.IMMEDIATE_NOLOCK), view);

        assertThat(node.postgres.calls()).containsExactly("checkpoint", "stop IMMEDIATE");
    }

    @Spec("D-222")
    @Test
    void a_stop_of_the_agent_during_a_promotion_ends_it_and_stops_the_server() {
        node.postgres.is(Samples.standby(1));
        node.postgres.hangs("promote");
        View view = given.leading();
        given.performer.carryOut(new Action.Promote(), view);
        Await.until(() -> node.postgres.calls().contains("promote"));

        carryOut(new Action.Demote(Demotion.GRACEFUL), view);

        assertThat(node.postgres.calls()).containsExactly("promote", "stop FAST");
    }

    @Test
    void a_primary_is_restarted_as_a_primary_and_a_standby_as_a_standby() {
        carryOut(new Action.StartPrimary(), given.leading());
        carryOut(new Action.StartStandby(Optional.empty()), node.view());

        assertThat(node.postgres.calls()).containsExactly("start primary", "start standby of nobody");
    }

    @Test
    void a_member_is_followed_at_its_published_address() {
        node.member("node-2", "{\"conn_url\":\"postgres://10.0.0.12:5432/postgres\"}");
        node.postgres.is(Samples.standby(1));

        carryOut(new Action.Follow(Optional.of(new Origin.Peer(new MemberName("node-2")))), node.view());
        carryOut(new Action.Rewind(new Origin.Peer(new MemberName("node-2"))), node.view());
        carryOut(new Action.Rewind(new Origin.Peer(new MemberName("node-3"))), node.view());

        assertThat(node.postgres.calls()).containsExactly("follow node-2", "rewind node-2");
        assertThat(node.slot.look())
                .isEqualTo(new BackgroundWork.Failed(Task.REWIND, "the address of node-3 is not known"));
    }

    @Spec({"HA-116", "LES-073"})
    @Test
    void a_server_is_not_stopped_for_a_rewind_or_a_copy_whose_source_is_not_ready() {
        node.member("node-2", "{\"conn_url\":\"postgres://10.0.0.12:5432/postgres\"}");
        node.postgres.is(Samples.standby(1));
        node.postgres.ends("canBeRewoundTo", new Outcome.NotReady("no checkpoint yet"));
        node.postgres.ends("canBeCopied", new Outcome.NotReady("it does not answer"));

        carryOut(new Action.Rewind(new Origin.Peer(new MemberName("node-2"))), node.view());
        assertThat(node.slot.look()).isEqualTo(new BackgroundWork.NotReady(Task.REWIND, "no checkpoint yet"));
        carryOut(new Action.Clone(new Origin.Peer(new MemberName("node-2"))), node.view());
        assertThat(node.slot.look()).isEqualTo(new BackgroundWork.NotReady(Task.CLONE, "it does not answer"));

        assertThat(node.postgres.calls()).isEmpty();
    }

    @Test
    void what_is_left_of_a_copy_is_nothing_to_be_careful_with() {
        node.member("node-2", "{\"conn_url\":\"postgres://10.0.0.12:5432/postgres\"}");
        node.postgres.is(new PostgresState.HalfDone(PostgresState.HalfDone.Work.CLONE));
        node.postgres.ends("canBeCopied", new Outcome.NotReady("it does not answer"));

        carryOut(new Action.Clone(new Origin.Peer(new MemberName("node-2"))), node.view());

        assertThat(node.postgres.calls()).containsExactly("clone node-2");
    }

    @Test
    void a_server_begins_with_the_settings_that_came_a_moment_ago() {
        node.dcs.put(FakeNode.PREFIX + "config", "{\"postgresql\":{\"parameters\":{\"max_connections\":300}}}");
        node.postgres.is(Samples.stopped(State.SHUT_DOWN));

        carryOut(new Action.StartPrimary(), given.leading());

        assertThat(node.postgres.calls()).containsExactly("reload", "start primary");
        assertThat(node.postgres.settings().orElseThrow().parameters()).containsEntry("max_connections", "300");
    }

    @Test
    void the_first_server_of_a_cluster_is_made_and_a_crashed_one_recovered() {
        carryOut(new Action.Bootstrap(), node.view());
        carryOut(new Action.RecoverCrash(), node.view());

        assertThat(node.postgres.calls()).containsExactly("bootstrap", "recover");
    }

    private void carryOut(Action.Command command, View view) {
        given.performer.carryOut(command, view);
        node.idle();
    }
}
