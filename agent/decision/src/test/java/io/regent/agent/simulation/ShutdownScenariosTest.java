package io.regent.agent.simulation;

import static io.regent.agent.simulation.Play.MINUTES;
import static io.regent.agent.simulation.Play.TTL;
import static io.regent.agent.simulation.Play.leader;
import static io.regent.agent.simulation.Play.play;
import static io.regent.agent.simulation.Play.standby;
import static io.regent.agent.simulation.Play.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.server.Server.Phase;
import io.regent.agent.simulation.server.Tempo.Slowness;
import io.regent.agent.simulation.server.Wal;
import io.regent.agent.simulation.world.Agent;
import io.regent.agent.simulation.world.Node;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Goal: the lessons about an agent that the service manager stops (A5). */
class ShutdownScenariosTest {

    /** What a service manager gives a service to stop, as systemd does. */
    private static final Duration SERVICE_MANAGER = Duration.ofSeconds(90);

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CUT_FROM_STORE", "HANG_STORE", "STORE_DOWN", "STORE_ERRORS", "CUT_WAY_FROM_STORE"})
    @Spec("LES-051")
    void a_leader_that_is_told_to_stop_without_a_store_stops_its_server_and_ends(Kind trouble) {
        play(stage -> stops(stage, leader(stage), trouble));
    }

    @Test
    @Spec("LES-051")
    void so_does_a_standby() {
        play(stage -> stops(stage, standby(stage), Kind.CUT_FROM_STORE));
    }

    @Test
    @Spec("LES-050")
    void a_leader_that_is_told_to_stop_stops_its_server_once_and_everybody_has_its_last_record() {
        play(stage -> {
            Node first = leader(stage);
            String before = stage.story();
            stage.happen(Kind.STOP_AGENT, first.name(), MINUTES);

            assertThat(stage.runUntil(() -> first.server().phase() == Phase.DOWN, MINUTES))
                    .isTrue();
            Wal last = wal(first);
            assertThat(stage.runUntil(
                            () -> writer(stage).filter(node -> node != first).isPresent(), TTL))
                    .isTrue();
            assertThat(stage.world().nodes()).allMatch(node -> last.isPrefixOf(wal(node)));
            assertThat(stage.story().substring(before.length()).lines())
                    .filteredOn(line -> line.matches(".* pg-\\d +PostgreSQL is stopped"))
                    .hasSize(1);
        });
    }

    /** The stop is a demotion, and the server goes on with the promotion until it is down. */
    @Test
    @Spec("LES-045")
    void a_promotion_that_a_stop_broke_off_ends_with_the_lease_although_the_agent_stands_still() {
        play(stage -> {
            stage.world().nodes().forEach(node -> node.server().tempo().slow(Slowness.PROMOTION));
            stage.happen(Kind.POWER_CUT, leader(stage).name(), Duration.ofMinutes(20));
            assertThat(stage.runUntil(() -> becoming(stage).isPresent(), MINUTES))
                    .isTrue();
            Node chosen = becoming(stage).orElseThrow();
            stage.happen(Kind.STOP_AGENT, chosen.name(), MINUTES);
            stage.runFor(Duration.ofMillis(600));
            stage.happen(Kind.STOP_AGENT_PROCESS, chosen.name(), MINUTES);

            boolean wroteTooLong = stage.runFor(TTL) && chosen.canCommit();

            assertThat(wroteTooLong).describedAs(stage.story()).isFalse();
        });
    }

    private static Optional<Node> becoming(Stage stage) {
        return stage.world().nodes().stream()
                .filter(node -> node.server().isBecomingPrimary())
                .findFirst();
    }

    private static Wal wal(Node node) {
        return node.server().data().orElseThrow().wal();
    }

    private static void stops(Stage stage, Node node, Kind trouble) {
        stage.happen(trouble, node.name(), MINUTES);
        stage.runFor(Duration.ofSeconds(2));
        Agent told = node.agent().orElseThrow();

        told.tellToStop();
        boolean ended =
                stage.runUntil(() -> node.agent().filter(agent -> agent == told).isEmpty(), SERVICE_MANAGER);

        assertThat(ended).describedAs(stage.story()).isTrue();
        assertThat(node.server().phase()).isEqualTo(Phase.DOWN);
    }
}
