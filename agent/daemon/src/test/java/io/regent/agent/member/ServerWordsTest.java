package io.regent.agent.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Demotion;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.Memory;
import io.regent.agent.decision.Rule;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberRole;
import io.regent.dcs.MemberState;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words for what the server is doing and what it is. */
class ServerWordsTest {

    @TempDir
    Path data;

    private FakeNode node;

    @BeforeEach
    void build() {
        node = new FakeNode(data).initialized();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Spec("HA-006")
    @ParameterizedTest
    @CsvSource({
        "BOOTSTRAP, initializing new cluster, initdb failed",
        "CUSTOM_BOOTSTRAP, running custom bootstrap script, custom bootstrap failed",
        "CLONE, creating replica, stopped",
        "START_PRIMARY, starting, start failed",
        "START_STANDBY, starting, start failed",
        "RESTART, restarting, restart failed",
        "DEMOTE, stopping, stop failed",
        "REWIND, stopped, stopped",
    })
    void work_has_a_word_while_it_runs_and_when_it_failed(Task task, String during, String failed) {
        node.postgres.is(Samples.stopped(State.SHUT_DOWN));
        var gate = new CountDownLatch(1);
        node.slot.start(task, progress -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                return new Outcome.Cancelled();
            }
            return new Outcome.Failed("for the test");
        });
        assertThat(ServerWords.state(node.view()).words()).isEqualTo(during);
        gate.countDown();
        node.idle();

        assertThat(ServerWords.state(node.view()).words()).isEqualTo(failed);
    }

    @Spec("HA-007")
    @Test
    void a_running_server_is_running_in_its_role() {
        assertWords(Samples.primary(1), MemberState.RUNNING, MemberRole.PRIMARY);
        assertWords(Samples.standby(1), MemberState.RUNNING, MemberRole.REPLICA);
        assertWords(new PostgresState.NoData(), MemberState.STOPPED, MemberRole.UNINITIALIZED);
    }

    @Spec("D-082")
    @Test
    void a_server_that_stopped_without_being_told_has_crashed() {
        View view = afterRunningAsPrimary(Samples.stopped(State.IN_PRODUCTION));

        assertThat(ServerWords.state(view)).isEqualTo(MemberState.CRASHED);
    }

    /** However many turns the stop took. */
    @Test
    void a_server_whose_agent_was_told_to_stop_is_stopped() {
        node.requests.stop();

        View view = afterRunningAsPrimary(Samples.stopped(State.SHUT_DOWN));

        assertThat(ServerWords.state(view)).isEqualTo(MemberState.STOPPED);
    }

    @Test
    void a_server_that_a_demotion_has_just_stopped_is_stopped() {
        View view = afterRunningAsPrimary(Samples.stopped(State.SHUT_DOWN));

        assertThat(ServerWords.state(view.with(new BackgroundWork.Succeeded(Task.DEMOTE))))
                .isEqualTo(MemberState.STOPPED);
    }

    @Test
    void a_primary_that_is_down_stays_one_only_while_its_lease_is_ours() {
        View down = afterRunningAsPrimary(Samples.stopped(State.IN_PRODUCTION));

        assertThat(ServerWords.role(down.with(new Lease.Mine(new Deadline(1))))).isEqualTo(MemberRole.PRIMARY);
        assertThat(ServerWords.role(down.with(new Lease.Lost()))).isEqualTo(MemberRole.DEMOTED);
    }

    @Spec("LES-033")
    @Test
    void whoever_cannot_tell_what_its_server_is_does_not_say_primary() {
        for (PostgresState unsure : List.of(
                new PostgresState.NoData(),
                new PostgresState.UnreadableData("no PG_VERSION"),
                new PostgresState.Unresponsive(Role.PRIMARY, Samples.STARTED, Samples.control(State.IN_PRODUCTION, 1)),
                Samples.stopped(State.IN_PRODUCTION))) {
            View view = afterRunningAsPrimary(unsure);

            assertThat(ServerWords.role(view.with(new Lease.Vacant())))
                    .as("%s", unsure)
                    .isIn(MemberRole.UNINITIALIZED, MemberRole.DEMOTED);
        }
    }

    @Test
    void a_primary_that_is_stopped_on_purpose_is_demoted() {
        node.postgres.is(Samples.primary(1));
        View view = node.view();
        var memory = Memory.after(view, new Decision(new Action.Demote(Demotion.GRACEFUL), Rule.STEP_DOWN));
        node.postgres.is(Samples.stopped(State.SHUT_DOWN));

        View stopped = node.view(memory).with(new Lease.Mine(new Deadline(1)));

        assertThat(ServerWords.role(stopped)).isEqualTo(MemberRole.DEMOTED);
        assertThat(ServerWords.state(stopped)).isEqualTo(MemberState.STOPPED);
    }

    @Test
    void the_standby_that_leads_a_standby_cluster_is_a_standby_leader() {
        node.dcs.put(FakeNode.PREFIX + "config", "{\"standby_cluster\":{\"host\":\"a\"}}");
        node.postgres.is(Samples.standby(1));

        assertThat(ServerWords.role(node.view().with(new Lease.Mine(new Deadline(1)))))
                .isEqualTo(MemberRole.STANDBY_LEADER);
        assertThat(ServerWords.role(node.view())).isEqualTo(MemberRole.REPLICA);
    }

    private View afterRunningAsPrimary(PostgresState now) {
        node.postgres.is(Samples.primary(1));
        var memory = Memory.after(node.view(), new Decision(new Action.Wait(), Rule.LEAD));
        node.postgres.is(now);
        return node.view(memory);
    }

    private void assertWords(PostgresState server, MemberState state, MemberRole role) {
        node.postgres.is(server);
        View view = node.view();
        assertThat(ServerWords.state(view)).isEqualTo(state);
        assertThat(ServerWords.role(view)).isEqualTo(role);
    }
}
