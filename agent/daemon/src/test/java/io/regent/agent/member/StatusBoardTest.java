package io.regent.agent.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.decision.Task;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberRole;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresState;
import io.regent.restapi.StatusSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API answers from. */
class StatusBoardTest {

    private static final Duration LOOP_WAIT = Duration.ofSeconds(10);
    private static final Duration TTL = Duration.ofSeconds(30);

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

    @Test
    void a_node_of_which_nothing_is_known_yet_leads_nobody() {
        StatusSnapshot status = node.board.snapshot();

        assertThat(status.server().role()).isEqualTo(MemberRole.UNINITIALIZED);
        assertThat(status.heartbeat().leadsAt(node.clock.nanos())).isFalse();
        assertThat(status.dcs().viewAt(node.clock.nanos())).isEmpty();
        assertThat(status.node().system()).isEmpty();
    }

    @Test
    void it_leads_until_the_lease_ends_whoever_forgets_to_say_so() {
        node.board.leading(Deadline.after(0, TTL));

        assertThat(leads()).isTrue();
        node.clock.advance(TTL);
        assertThat(leads()).isFalse();
    }

    @Test
    void the_end_of_a_cycle_does_not_bring_the_leader_answer_back() {
        node.board.leading(Deadline.after(0, TTL));
        node.board.notLeading();

        node.publishes(Samples.primary(1));

        assertThat(leads()).isFalse();
    }

    /** The candidate asks as soon as the lease is free, and would wait for its next turn beside a primary that is alive. */
    @Test
    void who_gives_the_lease_up_while_its_server_stops_is_no_primary_any_more() {
        var release = new CountDownLatch(1);
        node.slot.start(Task.DEMOTE, progress -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                return new Outcome.Cancelled();
            }
            return new Outcome.Done();
        });
        node.publishes(Samples.primary(1));
        assertThat(node.board.snapshot().server().facts()).isPresent();

        node.leadership.release();

        assertThat(node.board.snapshot().server().facts()).isEmpty();
        release.countDown();
    }

    @Test
    void who_gives_the_lease_up_and_runs_on_tells_its_position_as_before() {
        node.publishes(Samples.standby(1));

        node.leadership.release();

        assertThat(node.board.snapshot().server().facts()).isPresent();
    }

    @Test
    void the_loop_of_a_primary_must_show_life_sooner_than_that_of_a_standby() {
        node.publishes(Samples.primary(1));
        assertThat(node.board.snapshot().heartbeat().aliveUntil()).isEqualTo(Deadline.after(0, LOOP_WAIT.plus(TTL)));

        node.publishes(Samples.standby(1));
        assertThat(node.board.snapshot().heartbeat().aliveUntil())
                .isEqualTo(Deadline.after(0, LOOP_WAIT.plus(TTL.multipliedBy(2))));
    }

    @Test
    void the_view_of_the_cluster_is_lost_a_ttl_after_the_store_fell_silent() {
        node.publishes(Samples.primary(1));
        node.dcs.stop();
        node.clock.advance(TTL.minusSeconds(1));
        node.publishes(Samples.primary(1));
        assertThat(node.board.snapshot().dcs().viewAt(node.clock.nanos())).isPresent();

        node.clock.advance(Duration.ofSeconds(1));

        assertThat(node.board.snapshot().dcs().viewAt(node.clock.nanos())).isEmpty();
        assertThat(node.board.snapshot().dcs().lastContact()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void the_identity_of_the_data_is_remembered() {
        node.publishes(Samples.primary(1));
        node.publishes(new PostgresState.NoData());

        assertThat(node.board.snapshot().node().system()).contains(Samples.SYSTEM);
    }

    private boolean leads() {
        return node.board.snapshot().heartbeat().leadsAt(node.clock.nanos());
    }
}
