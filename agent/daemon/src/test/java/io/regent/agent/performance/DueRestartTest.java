package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.agent.member.RestartPlan;
import io.regent.dcs.MemberRole;
import io.regent.restapi.RestartConditions;
import io.regent.restapi.ScheduledRestart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns a scheduled restart into a request when its time has come. */
@Spec({"API-117", "D-203"})
class DueRestartTest {

    private static final Duration WAIT = Duration.ofSeconds(8);

    @TempDir
    Path data;

    private PerformerFixture given;
    private FakeNode node;

    @BeforeEach
    void build() {
        given = new PerformerFixture(data);
        node = given.node;
        node.initialized();
        node.postgres.is(Samples.primary(1));
    }

    @AfterEach
    void close() {
        given.close();
    }

    @Spec("HA-211")
    @Test
    void it_is_shown_while_it_waits_and_requested_when_its_time_has_come() {
        schedule(RestartConditions.NONE, Samples.STARTED);
        turn();
        assertThat(node.requests.waiting()).isEmpty();
        assertThat(node.key("members/node-1").orElseThrow())
                .contains("\"scheduled_restart\":{\"schedule\":\"2026-01-02T03:04:13+00:00\","
                        + "\"postmaster_start_time\":\"2026-01-01 00:00:00.000000+00:00\"}");
        assertThat(node.board.snapshot().scheduledRestart()).isPresent();

        node.clock.advance(WAIT);
        turn();

        assertThat(node.requests.waiting()).contains(new OperatorRequest.Restart(Optional.empty()));
        assertThat(node.requests.scheduled()).isEmpty();
    }

    @Spec("HA-211")
    @Test
    void it_is_dropped_when_the_server_was_restarted_meanwhile() {
        schedule(RestartConditions.NONE, Samples.STARTED.minusHours(1));

        turn();

        assertThat(node.requests.scheduled()).isEmpty();
        assertThat(node.requests.waiting()).isEmpty();
    }

    @Spec("HA-211")
    @Test
    void it_is_dropped_when_its_conditions_do_not_hold() {
        schedule(
                new RestartConditions(Optional.of(MemberRole.REPLICA), Optional.empty(), false, Optional.empty()),
                Samples.STARTED);
        node.clock.advance(WAIT);

        turn();

        assertThat(node.requests.scheduled()).isEmpty();
        assertThat(node.requests.waiting()).isEmpty();
    }

    @Test
    void it_is_dropped_when_nobody_turned_to_it_in_time() {
        schedule(RestartConditions.NONE, Samples.STARTED);
        node.clock.advance(WAIT.plusSeconds(16));

        turn();

        assertThat(node.requests.scheduled()).isEmpty();
        assertThat(node.requests.waiting()).isEmpty();
    }

    @Test
    void it_does_not_happen_in_pause() {
        schedule(RestartConditions.NONE, Samples.STARTED);
        node.dcs.put(FakeNode.PREFIX + "config", "{\"pause\":true}");
        node.clock.advance(WAIT);

        turn();

        assertThat(node.requests.waiting()).isEmpty();
        assertThat(node.requests.scheduled()).isPresent();
    }

    private void schedule(RestartConditions conditions, OffsetDateTime started) {
        OffsetDateTime at = node.clock.instant().plus(WAIT).atOffset(ZoneOffset.UTC);
        node.requests.schedule(new RestartPlan(new ScheduledRestart(at, conditions), Optional.of(started)));
    }

    private void turn() {
        given.finish(given.node.view());
    }
}
