package io.regent.agent.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.simulation.oracle.Healthy;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A story that begins with a healthy cluster and is watched by all oracles from its first to its last instant. */
final class Play {

    static final Duration TTL = Duration.ofSeconds(30);
    static final Duration MINUTES = Duration.ofMinutes(3);

    /** In this time a change that a node is told of, or finds in its next turn, has had its effect. */
    static final Duration TURN = Duration.ofSeconds(12);

    private Play() {}

    /** With three nodes, put together as in production. */
    static void play(Consumer<Stage> story) {
        play(Wiring.whole(), story);
    }

    /** With three nodes. */
    static void play(Wiring wiring, Consumer<Stage> story) {
        try (var stage = new Stage(4711, 3, wiring)) {
            assertThat(becomesHealthy(stage)).isTrue();
            story.accept(stage);
            assertThat(stage.complaint()).describedAs(stage.story()).isEmpty();
        }
    }

    static boolean becomesHealthy(Stage stage) {
        return stage.runUntil(() -> new Healthy().complaint(stage.world()).isEmpty(), MINUTES);
    }

    /** Who holds the lease according to the store. */
    static Node leader(Stage stage) {
        return stage.leader().orElseThrow();
    }

    /** One of those who do not. */
    static Node standby(Stage stage) {
        Node leader = leader(stage);
        return stage.world().nodes().stream()
                .filter(node -> node != leader)
                .findFirst()
                .orElseThrow();
    }

    static Optional<Node> writer(Stage stage) {
        return stage.world().nodes().stream().filter(Node::canCommit).findFirst();
    }
}
