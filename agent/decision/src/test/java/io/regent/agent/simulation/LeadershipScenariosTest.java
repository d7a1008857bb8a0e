package io.regent.agent.simulation;

import static io.regent.agent.simulation.Play.MINUTES;
import static io.regent.agent.simulation.Play.TTL;
import static io.regent.agent.simulation.Play.leader;
import static io.regent.agent.simulation.Play.play;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Node;
import io.regent.postgres.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Goal: how long a change of leader takes, and what bounds it. Each story runs under all oracles. */
class LeadershipScenariosTest {

    private static final Duration LOOP_WAIT = Duration.ofSeconds(10);
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(10);
    /** A candidate wakes at once, and gives a member that ends just then two seconds to answer (HA-024). */
    private static final Duration SOON = Duration.ofSeconds(3);

    @Test
    @Spec("HA-067")
    void after_the_loss_of_a_node_another_leads_within_the_lease_and_a_turn() {
        play(stage -> {
            Node lost = leader(stage);
            stage.happen(Kind.POWER_CUT, lost.name(), MINUTES);

            boolean inTime = stage.runUntil(
                    () -> stage.leader().filter(node -> node != lost).isPresent(), TTL.plus(LOOP_WAIT));

            assertThat(inTime).describedAs(stage.story()).isTrue();
        });
    }

    @Test
    @Spec({"HA-067", "HA-057"})
    void after_a_release_another_leads_without_waiting_for_the_end_of_a_turn() {
        play(stage -> {
            Node first = leader(stage);
            stage.happen(Kind.STOP_AGENT, first.name(), MINUTES);
            assertThat(stage.runUntil(() -> stage.leader().isEmpty(), TTL)).isTrue();

            boolean inTime = stage.runUntil(
                    () -> stage.leader().filter(node -> node != first).isPresent(), SOON);

            assertThat(inTime).describedAs(stage.story()).isTrue();
        });
    }

    @Test
    @Spec("HA-070")
    void a_primary_without_the_store_begins_its_demotion_in_time_and_serves_read_only_afterwards() {
        play(stage -> {
            Node primary = leader(stage);
            stage.happen(Kind.STORE_DOWN, primary.name(), Duration.ofHours(1));
            long confirmed =
                    primary.agent().orElseThrow().lease().until().orElseThrow().nanos() - TTL.toNanos();

            stage.runUntil(() -> stage.story().contains("begins: demote"), MINUTES);
            assertThat(Duration.ofNanos(primary.clock().nanos() - confirmed))
                    .describedAs(stage.story())
                    .isLessThanOrEqualTo(LOOP_WAIT.plus(RETRY_TIMEOUT));

            Duration left = TTL.minusNanos(primary.clock().nanos() - confirmed);
            assertThat(stage.runUntil(() -> !primary.canCommit(), left)).isTrue();
            assertThat(stage.runUntil(() -> primary.server().runsAs(Role.STANDBY), MINUTES))
                    .isTrue();
        });
    }

    @Test
    @Spec("HA-074")
    void an_archiver_that_does_not_end_holds_no_switchover_up() {
        play(stage -> {
            Node former = leader(stage);
            stage.happen(Kind.SLOW_STOP, former.name(), Duration.ofMinutes(10));
            stage.happen(Kind.SWITCHOVER, former.name(), TTL.plusMillis(1));

            boolean led = stage.runUntil(
                    () -> Play.writer(stage).filter(node -> node != former).isPresent(), MINUTES);

            assertThat(led).describedAs(stage.story()).isTrue();
            assertThat(former.server().isShuttingDown()).isTrue();
        });
    }
}
