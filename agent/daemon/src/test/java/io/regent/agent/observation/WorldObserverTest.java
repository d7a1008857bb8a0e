package io.regent.agent.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.DcsView;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.decision.Task;
import io.regent.agent.decision.View;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresState;
import io.regent.postgres.Role;
import io.regent.postgres.wal.SystemIdentifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The view of the real world with which a cycle begins. */
class WorldObserverTest {

    private static final MemberName ME = new MemberName("node-1");
    private static final MemberName OTHER = new MemberName("node-2");
    private static final Duration TTL = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    private FakeNode node;

    @BeforeEach
    void build() {
        node = new FakeNode(data).initialized();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void a_lease_that_the_store_says_is_ours_is_only_a_claim() {
        node.store.acquire(ME, TTL);

        assertThat(node.view().lease()).isEqualTo(new Lease.Claimed());
    }

    @Test
    void a_lease_of_another_is_theirs() {
        node.store.acquire(OTHER, TTL);

        assertThat(node.view().lease()).isEqualTo(new Lease.Theirs(OTHER));
    }

    @Test
    void a_lease_that_nobody_has_is_vacant_and_what_was_confirmed_before_is_forgotten() {
        View view = node.view();
        node.leadership.forget();
        assertThat(view.lease()).isEqualTo(new Lease.Vacant());
    }

    @Spec("D-004")
    @Test
    void a_reading_that_shows_another_or_nobody_ends_the_belief_to_lead_at_once() {
        believeToLead();
        node.dcs.put(FakeNode.PREFIX + "leader", "node-2");
        node.view();
        assertThat(node.leadership.isHeld()).isFalse();
        assertThat(node.board.snapshot().heartbeat().leaderUntil()).isEmpty();

        node.dcs.delete(FakeNode.PREFIX + "leader");
        believeToLead();
        node.dcs.delete(FakeNode.PREFIX + "leader");
        node.view();
        assertThat(node.leadership.isHeld()).isFalse();
        assertThat(node.board.snapshot().heartbeat().leaderUntil()).isEmpty();
    }

    /** A promise of the others holds whether or not the key is there (HA-168). */
    @Test
    void the_consent_of_all_members_outlasts_a_key_that_has_expired() {
        believeToLead();
        node.lease.consented(Deadline.after(node.clock.nanos(), TTL));
        node.dcs.delete(FakeNode.PREFIX + "leader");

        node.view();

        assertThat(node.leadership.isHeld()).isTrue();
        assertThat(node.board.snapshot().heartbeat().leaderUntil()).isPresent();
    }

    @Spec("D-001")
    @Test
    void a_silent_store_is_neither_yes_nor_no_and_the_last_reading_stays() {
        node.member("node-2", "{\"state\":\"running\"}");
        node.view();
        node.dcs.stop();

        View view = node.view();

        assertThat(view.dcs()).isInstanceOf(DcsView.Silent.class);
        assertThat(view.lease()).isInstanceOf(Lease.Unanswered.class);
        assertThat(view.cluster().member(OTHER)).isPresent();
    }

    @Spec({"D-006", "HA-167"})
    @Test
    void whose_data_it_is_and_what_slots_there_are_is_seen_anew_in_every_turn() {
        node.postgres.is(Samples.primary(1));
        node.dcs.put(FakeNode.PREFIX + "config", "{\"pause\":true}");
        assertThat(node.view().system()).contains(Samples.SYSTEM);

        var replaced = new SystemIdentifier("7123456789012345679");
        node.postgres.is(Samples.primaryOf(replaced, "new_slot"));
        node.dcs.put(FakeNode.PREFIX + "config", "{}");

        View resumed = node.view();
        assertThat(resumed.system()).contains(replaced);
        assertThat(Duties.slotPositions(resumed)).containsKey("new_slot");
    }

    @Spec("D-205")
    @Test
    void a_new_dynamic_document_is_in_force_in_the_very_view_that_saw_it() {
        node.dcs.put(FakeNode.PREFIX + "config", "{\"ttl\":40,\"pause\":true}");

        View view = node.view();

        assertThat(view.settings().ttl()).isEqualTo(Duration.ofSeconds(40));
        assertThat(view.paused()).isTrue();
    }

    @Test
    void requests_and_the_wish_to_stop_are_seen() {
        node.requests.submit(new OperatorRequest.Reinitialize(true, false));
        node.requests.stop();

        View view = node.view();

        assertThat(view.request()).contains(new OperatorRequest.Reinitialize(true, false));
        assertThat(view.stopping()).isTrue();
    }

    @Test
    void work_that_has_ended_is_older_than_what_is_seen_of_the_server() {
        node.postgres.is(Samples.standby(1));
        node.slot.start(Task.PROMOTE, progress -> {
            node.postgres.is(Samples.primary(2));
            return new Outcome.Done();
        });
        node.idle();

        View view = node.view();

        assertThat(view.work()).isEqualTo(new BackgroundWork.Succeeded(Task.PROMOTE));
        assertThat(view.isPrimary()).isTrue();
    }

    @Test
    void a_standby_and_a_stopped_server_need_no_fence() {
        arm();
        node.postgres.is(Samples.standby(1));
        node.view();
        assertThat(node.fence.point()).isEmpty();

        arm();
        node.postgres.is(Samples.stopped(State.SHUT_DOWN));
        node.view();
        assertThat(node.fence.point()).isEmpty();
    }

    @Test
    void a_primary_keeps_its_fence() {
        arm();
        node.postgres.is(Samples.primary(1));

        node.view();

        assertThat(node.fence.point()).isPresent();
    }

    @Test
    void a_server_that_nobody_could_look_at_keeps_its_fence() {
        arm();
        node.postgres.is(new PostgresState.UnreadableData("permission denied"));
        node.view();
        node.postgres.is(new PostgresState.NoData());
        node.view();
        node.postgres.is(new PostgresState.Starting(Samples.control(State.IN_PRODUCTION, 1), Role.PRIMARY));
        node.view();

        assertThat(node.fence.point()).isPresent();
    }

    /** A demotion may have been begun while a promotion was under way. */
    @ParameterizedTest
    @EnumSource(
            value = Task.class,
            names = {"PROMOTE", "DEMOTE"})
    void a_standby_that_may_be_becoming_a_primary_keeps_its_fence(Task task) {
        arm();
        node.postgres.is(Samples.standby(1));
        var gate = new CountDownLatch(1);
        node.slot.start(task, progress -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                return new Outcome.Cancelled();
            }
            return new Outcome.Done();
        });

        node.view();

        assertThat(node.fence.point()).isPresent();
        gate.countDown();
    }

    @Test
    void in_pause_an_operator_is_in_charge_and_nothing_is_fenced() {
        arm();
        node.postgres.is(Samples.primary(1));
        node.dcs.put(FakeNode.PREFIX + "config", "{\"pause\":true}");

        node.view();

        assertThat(node.fence.point()).isEmpty();
    }

    private void believeToLead() {
        assertThat(node.lease.acquire(TTL)).isInstanceOf(Lease.Mine.class);
        node.board.leading(Deadline.after(node.clock.nanos(), TTL));
    }

    private void arm() {
        node.fence.arm(Deadline.after(node.clock.nanos(), TTL));
        assertThat(node.fence.point()).isNotEqualTo(Optional.empty());
    }
}
