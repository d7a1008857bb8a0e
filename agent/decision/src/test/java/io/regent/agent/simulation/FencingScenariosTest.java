package io.regent.agent.simulation;

import static io.regent.agent.simulation.fault.Kind.FREEZE_MACHINE;
import static io.regent.agent.simulation.fault.Kind.FREEZE_POSTMASTER;
import static io.regent.agent.simulation.fault.Kind.KILL_AGENT;
import static io.regent.agent.simulation.fault.Kind.KILL_SERVER;
import static io.regent.agent.simulation.fault.Kind.STALL_DISK;
import static io.regent.agent.simulation.fault.Kind.STOP_AGENT_PROCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.simulation.oracle.Healthy;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Goal: whatever dies, hangs or stands still on the leader's host, its server does not outlive the lease (docs/fencing.md). */
class FencingScenariosTest {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration MINUTES = Duration.ofMinutes(4);

    @Test
    @Spec("LES-045")
    void a_server_whose_agent_stands_still_does_not_outlive_the_lease() {
        play(Wiring.whole(), stage -> {
            Node primary = leader(stage);
            stage.happen(STOP_AGENT_PROCESS, primary.name(), TTL.multipliedBy(4));

            boolean ended = stage.runUntil(() -> !primary.canCommit(), TTL);

            assertThat(ended).isTrue();
            assertThat(stage.leader()).contains(primary);
            assertThat(stage.runUntil(() -> writer(stage).isPresent(), MINUTES)).isTrue();
        });
    }

    @Test
    void a_server_whose_agent_is_killed_and_comes_back_lives_on() {
        play(Wiring.whole(), stage -> {
            Node primary = leader(stage);
            long process = primary.server().incarnation();
            stage.happen(KILL_AGENT, primary.name(), Duration.ZERO);

            stage.runFor(TTL.multipliedBy(3));

            assertThat(primary.canCommit()).isTrue();
            assertThat(primary.server().incarnation()).isEqualTo(process);
        });
    }

    @Test
    void without_a_supervisor_that_server_would_go_on() {
        Wiring alone = new Wiring() {
            @Override
            public boolean supervisor() {
                return false;
            }
        };
        play(alone, stage -> {
            Node primary = leader(stage);
            stage.happen(STOP_AGENT_PROCESS, primary.name(), TTL.multipliedBy(4));

            boolean ended = stage.runUntil(() -> !primary.canCommit(), TTL.multipliedBy(2));

            assertThat(ended).isFalse();
        });
    }

    @Test
    @Spec("LES-046")
    void a_leader_whose_disk_hangs_is_succeeded_within_the_limit_and_the_lease() {
        play(Wiring.whole(), stage -> {
            Node primary = leader(stage);
            stage.happen(STALL_DISK, primary.name(), Duration.ofMinutes(10));

            Duration limit = Duration.ofSeconds(60).plus(TTL).plus(Duration.ofSeconds(30));
            boolean succeeded = stage.runUntil(
                    () -> writer(stage).filter(node -> node != primary).isPresent(), limit);

            assertThat(succeeded).isTrue();
        });
    }

    @Test
    @Spec("LES-047")
    void a_leader_whose_postmaster_lets_nobody_in_is_succeeded() {
        play(Wiring.whole(), stage -> {
            Node primary = leader(stage);
            stage.happen(FREEZE_POSTMASTER, primary.name(), Duration.ofMinutes(30));

            boolean succeeded = stage.runUntil(
                    () -> writer(stage).filter(node -> node != primary).isPresent(), MINUTES);

            assertThat(succeeded).isTrue();
        });
    }

    @Test
    @Spec("LES-048")
    void a_machine_that_stood_still_for_three_leases_is_fenced_before_its_store_is_asked() {
        play(Wiring.whole(), stage -> {
            Node frozen = leader(stage);
            stage.happen(FREEZE_MACHINE, frozen.name(), TTL.multipliedBy(3));
            stage.runUntil(() -> !frozen.isFrozen(), MINUTES);

            boolean ended = stage.runUntil(() -> !frozen.canCommit(), Duration.ofMillis(1_500));

            assertThat(ended).isTrue();
        });
    }

    @Test
    @Spec("LES-056")
    void a_server_that_crashes_again_and_again_is_succeeded_and_its_node_does_not_come_back_at_once() {
        play(Wiring.whole(), stage -> {
            Node primary = leader(stage);
            int crashes = 0;
            while (stage.runUntil(primary::canCommit, Duration.ofMinutes(2))) {
                stage.runFor(Duration.ofSeconds(15));
                stage.happen(KILL_SERVER, primary.name(), Duration.ZERO);
                crashes++;
            }
            assertThat(crashes).isEqualTo(4);

            boolean back = stage.runUntil(() -> stage.leader().equals(Optional.of(primary)), Duration.ofMinutes(7));

            assertThat(back).isFalse();
        });
    }

    private static void play(Wiring wiring, Consumer<Stage> story) {
        try (var stage = new Stage(4712, 3, wiring)) {
            boolean whole =
                    stage.runUntil(() -> new Healthy().complaint(stage.world()).isEmpty(), MINUTES);
            assertThat(whole).isTrue();
            story.accept(stage);
            assertThat(stage.complaint()).describedAs(stage.story()).isEmpty();
        }
    }

    private static Node leader(Stage stage) {
        return stage.leader().orElseThrow();
    }

    private static Optional<Node> writer(Stage stage) {
        return stage.world().nodes().stream().filter(Node::canCommit).findFirst();
    }
}
