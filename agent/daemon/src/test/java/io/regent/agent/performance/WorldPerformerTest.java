package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Claim;
import io.regent.agent.decision.Demotion;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.decision.Origin;
import io.regent.agent.decision.PeerAnswer;
import io.regent.agent.decision.Peers;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.agent.member.RequestInbox;
import io.regent.dcs.Deadline;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.MemberName;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.Divergence;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Carries out the decisions in the real world. */
class WorldPerformerTest {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(3);
    private static final MemberName OTHER = new MemberName("node-2");

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

    @Spec("D-172")
    @Test
    void a_confirmed_lease_moves_the_fence_and_the_health_answers_at_once() {
        node.postgres.is(Samples.primary(1));
        given.leading();
        node.clock.advance(Duration.ofSeconds(10));

        View view = given.performer.ask(new Action.RenewLease(), node.view());

        Deadline end = Deadline.after(node.clock.nanos(), TTL);
        assertThat(view.lease()).isEqualTo(new Lease.Mine(end));
        assertThat(node.fence.point()).contains(end.minus(MARGIN));
        assertThat(node.board.snapshot().heartbeat().leaderUntil()).contains(end);
    }

    @Spec("HA-064")
    @Test
    void what_was_won_is_judged_by_the_cluster_as_it_is_now() {
        node.postgres.is(Samples.standby(1));
        View seen = node.view();
        node.dcs.put(FakeNode.PREFIX + "failover", "{\"member\":\"node-2\"}");

        View won = given.performer.ask(new Action.AcquireLease(), seen);

        assertThat(won.lease()).isInstanceOf(Lease.Mine.class);
        assertThat(won.failover().flatMap(FailoverRequest::candidate)).contains(OTHER);
    }

    @Test
    void in_pause_no_fence_is_armed() {
        node.dcs.put(FakeNode.PREFIX + "config", "{\"pause\":true}");
        node.postgres.is(Samples.primary(1));

        View view = given.leading();

        assertThat(view.lease()).isInstanceOf(Lease.Mine.class);
        assertThat(node.fence.point()).isEmpty();
    }

    @Test
    void silence_leaves_the_fence_where_it_was() {
        node.postgres.is(Samples.primary(1));
        given.leading();
        Optional<Deadline> before = node.fence.point();
        View view = node.view();
        node.dcs.stop();

        View after = given.performer.ask(new Action.RenewLease(), view);

        assertThat(after.lease()).isInstanceOf(Lease.Unanswered.class);
        assertThat(node.fence.point()).isEqualTo(before);
    }

    @Test
    void a_refused_renewal_ends_the_leader_answer_at_once() {
        node.postgres.is(Samples.primary(1));
        given.leading();
        View view = node.view();
        node.dcs.put(FakeNode.PREFIX + "leader", "node-2");

        given.performer.ask(new Action.RenewLease(), view);

        assertThat(node.board.snapshot().heartbeat().leaderUntil()).isEmpty();
    }

    @Test
    void a_demotion_takes_the_leader_answer_away_before_the_server_stops() {
        node.postgres.is(Samples.primary(1));
        View view = given.leading();
        node.postgres.hangs("checkpoint");

        given.performer.carryOut(new Action.Demote(Demotion.GRACEFUL), view);

        assertThat(node.board.snapshot().heartbeat().leaderUntil()).isEmpty();
        assertThat(node.slot.running()).contains(Task.DEMOTE);
    }

    @Test
    void a_cycle_that_ends_without_the_lease_ends_the_leader_answer() {
        node.postgres.is(Samples.primary(1));
        given.leading();
        node.dcs.stop();

        given.finish(node.view());

        assertThat(node.board.snapshot().heartbeat().leaderUntil()).isEmpty();
    }

    @Spec("HA-016")
    @Test
    void a_release_publishes_the_end_of_the_log_first_and_keeps_the_known_slots() {
        node.dcs.put(
                FakeNode.PREFIX + "status", "{\"optime\":1,\"slots\":{\"node_2\":5},\"retain_slots\":[\"node_2\"]}");
        node.postgres.is(Samples.stopped(State.SHUT_DOWN));
        View view = given.leading();
        var order = new StringBuilder();
        node.store.onChange(key -> order.append(key).append(' '));

        given.performer.carryOut(new Action.ReleaseLease(Optional.of(Samples.END)), view);

        assertThat(order).hasToString("status leader ");
        assertThat(node.key("status"))
                .contains("{\"optime\":83886080,\"slots\":{\"node_2\":5},\"retain_slots\":[\"node_2\"]}");
        assertThat(node.key("leader")).isEmpty();
        assertThat(node.fence.point()).isEmpty();
        assertThat(node.leadership.isHeld()).isFalse();
    }

    @Spec("D-063")
    @Test
    void the_right_to_bootstrap_is_won_by_one() {
        node.dcs.delete(FakeNode.PREFIX + "initialize");

        assertThat(given.performer.ask(new Action.ClaimBootstrap(), node.view()).claim())
                .isEqualTo(Claim.WON);
        assertThat(node.key("initialize")).contains("");
        assertThat(given.performer.ask(new Action.ClaimBootstrap(), node.view()).claim())
                .isEqualTo(Claim.LOST);
    }

    @Spec("D-040")
    @Test
    void a_failed_bootstrap_is_stopped_and_put_aside_and_the_right_given_back() {
        node.dcs.put(FakeNode.PREFIX + "initialize", "");
        node.postgres.is(Samples.primary(1));

        given.performer.carryOut(new Action.AbandonBootstrap("initdb failed"), node.view());

        assertThat(node.postgres.calls()).containsExactly("stop IMMEDIATE", "putAside");
        assertThat(node.key("initialize")).isEmpty();
    }

    @Test
    void an_identity_that_is_not_ours_outlives_our_failed_bootstrap() {
        node.dcs.put(FakeNode.PREFIX + "initialize", "7999999999999999999");
        node.postgres.is(Samples.primary(1));

        given.performer.carryOut(new Action.AbandonBootstrap("too late"), node.view());

        assertThat(node.key("initialize")).contains("7999999999999999999");
    }

    @Spec("D-213")
    @Test
    void a_restart_on_request_tells_its_end_to_who_asked() {
        node.postgres.is(Samples.primary(1));
        var request = new OperatorRequest.Restart(Optional.empty());
        RequestInbox.Entry entry = node.requests.submit(request).orElseThrow();
        node.postgres.ends("restart", new Outcome.Failed("no memory"));

        given.performer.carryOut(new Action.Restart(request), given.leading());

        assertThat(entry.end().join()).isEqualTo(new Outcome.Failed("no memory"));
        assertThat(node.requests.waiting()).isEmpty();
    }

    @Test
    void a_restart_that_is_replaced_tells_its_end_all_the_same() {
        node.postgres.is(Samples.primary(1));
        var request = new OperatorRequest.Restart(Optional.empty());
        RequestInbox.Entry entry = node.requests.submit(request).orElseThrow();
        node.postgres.hangs("restart");
        View view = given.leading();
        given.performer.carryOut(new Action.Restart(request), view);

        given.performer.carryOut(new Action.Demote(Demotion.IMMEDIATE_NOLOCK), view);

        assertThat(entry.end().join()).isEqualTo(new Outcome.Cancelled());
    }

    @Test
    void a_request_that_was_withdrawn_does_not_touch_the_server() {
        node.postgres.is(Samples.primary(1));
        var request = new OperatorRequest.Restart(Optional.empty());
        RequestInbox.Entry entry = node.requests.submit(request).orElseThrow();
        View view = given.leading();
        node.requests.withdraw(entry);

        given.performer.carryOut(new Action.Restart(request), view);

        assertThat(node.slot.running()).isEmpty();
        assertThat(node.postgres.calls()).isEmpty();
    }

    @Test
    void a_refused_request_ends_with_the_reason() {
        node.postgres.is(Samples.primary(1));
        RequestInbox.Entry entry = node.requests
                .submit(new OperatorRequest.Reinitialize(false, false))
                .orElseThrow();

        given.performer.carryOut(new Action.RefuseRequest("I am the leader"), given.leading());

        assertThat(entry.end().join()).isEqualTo(new Outcome.Failed("I am the leader"));
    }

    @Test
    void a_copy_removes_what_is_there_and_takes_the_source_of_the_decision() {
        node.member("node-2", "{\"conn_url\":\"postgres://10.0.0.12:5432/postgres\",\"state\":\"running\"}");
        node.postgres.is(Samples.standby(1));
        RequestInbox.Entry entry = node.requests
                .submit(new OperatorRequest.Reinitialize(false, false))
                .orElseThrow();

        given.performer.carryOut(new Action.Clone(new Origin.Peer(OTHER)), node.view());
        node.idle();

        assertThat(entry.end().join()).isEqualTo(new Outcome.Done());
        assertThat(node.postgres.calls()).containsExactly("stop IMMEDIATE", "clone node-2");
        assertThat(node.postgres.clonePlan().orElseThrow().replaces()).isTrue();
    }

    @Test
    void a_server_that_cannot_be_stopped_is_not_removed() {
        node.member("node-2", "{\"conn_url\":\"postgres://10.0.0.12:5432/postgres\",\"state\":\"running\"}");
        node.postgres.is(Samples.standby(1));
        node.postgres.ends("stop", new Outcome.Cancelled());

        given.performer.carryOut(new Action.Clone(new Origin.Peer(OTHER)), node.view());
        node.idle();

        assertThat(node.postgres.calls()).containsExactly("stop IMMEDIATE");
    }

    @Test
    void a_leader_that_owes_its_checkpoint_is_not_compared_with() {
        node.member(
                "node-2", "{\"conn_url\":\"postgres://10.0.0.12:5432/postgres\",\"checkpoint_after_promote\":false}");
        node.postgres.is(Samples.standby(1));

        View view = given.performer.ask(new Action.ExamineDivergence(new Origin.Peer(OTHER)), node.view());

        assertThat(view.divergence().orElseThrow()).isInstanceOf(Divergence.NotKnown.class);
    }

    @Test
    void histories_are_compared_with_a_leader_that_is_ready() {
        node.member("node-2", "{\"conn_url\":\"postgres://10.0.0.12:5432/postgres\"}");
        node.postgres.is(Samples.standby(1));
        node.postgres.compares(new Divergence.Diverged("at 0/4000000"));

        View view = given.performer.ask(new Action.ExamineDivergence(new Origin.Peer(OTHER)), node.view());

        assertThat(view.divergence()).contains(new Divergence.Diverged("at 0/4000000"));
    }

    @Test
    void a_member_whose_address_is_not_known_counts_as_not_reached() {
        node.member("node-2", "{}");

        View view = given.performer.ask(new Action.AskPeers(new TreeSet<>(Set.of(OTHER))), node.view());

        assertThat(view.peers())
                .isInstanceOfSatisfying(
                        Peers.Asked.class,
                        asked -> assertThat(asked.answers())
                                .containsEntry(OTHER, new PeerAnswer.Unreached("its address is not known")));
    }

    @Test
    void a_promotion_that_is_cancelled_before_it_began_does_not_touch_the_server() {
        node.postgres.is(Samples.standby(1));
        View view = given.leading();
        node.clock.advance(TTL);

        given.performer.carryOut(new Action.Promote(), view);
        node.idle();

        assertThat(node.postgres.calls()).isEmpty();
    }

    @Spec({"D-172", "D-204"})
    @Test
    void the_end_of_a_cycle_publishes_this_member_and_what_was_seen() {
        node.postgres.is(Samples.primary(1));
        View view = given.leading();

        given.finish(view);

        assertThat(node.key("members/node-1").orElseThrow()).contains("\"state\":\"running\",\"role\":\"primary\"");
        assertThat(node.key("status").orElseThrow()).startsWith("{\"optime\":83886080");
        assertThat(node.board.snapshot().server().facts()).isPresent();
    }

    @Spec("D-204")
    @Test
    void a_silent_store_is_asked_for_nothing_at_the_end_of_a_cycle() {
        node.postgres.is(Samples.primary(1));
        View view = given.leading();
        given.finish(view.withSilentDcs("timed out"));

        assertThat(node.key("members/node-1")).isEmpty();
        assertThat(node.key("status")).isEmpty();
    }

    @Spec("D-205")
    @Test
    void a_race_that_is_put_off_is_looked_at_again_when_its_time_has_come() {
        long began = node.clock.nanos();
        given.performer.carryOut(new Action.LookAgain(Duration.ofSeconds(3)), node.view());

        Thread loop = Thread.ofPlatform()
                .daemon()
                .start(() -> node.pacemaker.await(began, Deadline.after(began, Duration.ofSeconds(10))));
        node.clock.advance(Duration.ofMillis(2_999));
        assertThat(loop.isAlive()).isTrue();
        node.clock.advance(Duration.ofMillis(1));

        Await.until(() -> !loop.isAlive());
    }

    @Spec("D-221")
    @Test
    void an_agent_that_ends_by_itself_leaves_the_server_and_the_keys_as_they_are() {
        node.postgres.is(Samples.standby(1));
        View view = node.view();
        given.performer.carryOut(new Action.Exit(1, "start the agent of the primary first"), view);
        node.idle();

        assertThat(node.postgres.calls()).isEmpty();
        assertThat(node.key("initialize")).isPresent();
    }

    @Test
    void a_data_directory_that_is_gone_is_seen_by_the_api() {
        node.postgres.is(new PostgresState.NoData());

        given.finish(node.view());
        Await.until(() -> node.board.snapshot().server().facts().isEmpty());

        assertThat(node.board.snapshot().server().isRunning()).isFalse();
    }
}
