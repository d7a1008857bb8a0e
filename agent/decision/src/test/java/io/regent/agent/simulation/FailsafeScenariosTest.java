package io.regent.agent.simulation;

import static io.regent.agent.simulation.fault.Kind.CUT_FROM_STORE;
import static io.regent.agent.simulation.fault.Kind.KILL_AGENT;
import static io.regent.agent.simulation.fault.Kind.POWER_CUT;
import static io.regent.agent.simulation.fault.Kind.SLOW_STORE;
import static io.regent.agent.simulation.fault.Kind.STORE_DOWN;
import static io.regent.agent.simulation.fault.Kind.STORE_ERRORS;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Rule;
import io.regent.agent.simulation.oracle.Healthy;
import io.regent.agent.simulation.world.Network;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Goal: the stories of the failsafe mode in the list of lessons. Each runs under all oracles, that of the one writer among them. */
class FailsafeScenariosTest {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration MINUTES = Duration.ofMinutes(3);
    private static final Duration OUTAGE = Duration.ofMinutes(10);

    @Test
    void a_leader_outlasts_the_store_while_every_member_consents() {
        play(stage -> {
            Node leader = leader(stage);
            stage.happen(STORE_DOWN, leader.name(), OUTAGE);

            boolean stopped = stage.runUntil(() -> !leader.canCommit(), OUTAGE.plus(MINUTES));

            assertThat(stopped).isFalse();
            assertThat(leader.saysPrimary()).isTrue();
            assertThat(stage.leader()).contains(leader);
        });
    }

    @Test
    @Spec("LES-003")
    void a_leader_outlasts_a_store_that_answers_with_errors_while_every_member_consents() {
        play(stage -> {
            Node leader = leader(stage);
            stage.world().nodes().forEach(node -> stage.happen(STORE_ERRORS, node.name(), OUTAGE));

            boolean stopped = stage.runUntil(() -> !leader.canCommit(), OUTAGE);

            assertThat(stopped).describedAs(stage.story()).isFalse();
        });
    }

    @Test
    @Spec("HA-171")
    void members_that_reach_the_store_do_not_race_when_they_see_the_key_expire() {
        play(stage -> {
            Node leader = leader(stage);
            stage.happen(CUT_FROM_STORE, leader.name(), OUTAGE);

            assertThat(stage.runUntil(() -> stage.leader().isEmpty(), MINUTES)).isTrue();
            boolean stopped =
                    stage.runUntil(() -> !leader.canCommit() || stage.leader().isPresent(), MINUTES);

            assertThat(stopped).isFalse();
            assertThat(others(stage, leader)).allMatch(node -> node.server().isStreaming());
        });
    }

    @Test
    @Spec("LES-131")
    void the_store_within_reach_of_one_member_only_makes_no_second_writer() {
        play(stage -> {
            Node leader = leader(stage);
            Node near = others(stage, leader).getFirst();
            Node far = others(stage, leader).getLast();
            stage.happen(CUT_FROM_STORE, leader.name(), OUTAGE);
            stage.happen(CUT_FROM_STORE, far.name(), OUTAGE);
            stage.runUntil(() -> stage.leader().isEmpty(), MINUTES);
            stage.runFor(TTL);
            assertThat(writer(stage)).contains(leader);
            stage.stopClients();
            stage.runFor(Duration.ofSeconds(5));

            others(stage, leader).forEach(node -> cut(stage, leader, node));
            boolean demoted = stage.runUntil(() -> !leader.canCommit(), TTL);
            assertThat(demoted).isTrue();
            long stopped = stage.world().now();
            stage.runUntil(near::canCommit, MINUTES);

            assertThat(writer(stage)).describedAs(stage.story()).contains(near);
            assertThat(stage.world().now()).isGreaterThan(stopped);
        });
    }

    @Test
    @Spec("HA-172")
    void a_node_that_joins_during_the_outage_is_not_on_the_list_and_does_not_lead() {
        play(stage -> {
            Node leader = leader(stage);
            Node away = others(stage, leader).getFirst();
            Node there = others(stage, leader).getLast();
            stage.happen(POWER_CUT, away.name(), Duration.ofHours(1));
            assertThat(stage.runUntil(() -> !listed(stage).contains(away.name().value()), MINUTES))
                    .isTrue();
            stage.runFor(TTL);
            stage.happen(CUT_FROM_STORE, leader.name(), OUTAGE);
            stage.happen(CUT_FROM_STORE, there.name(), OUTAGE);
            stage.runUntil(() -> stage.leader().isEmpty(), MINUTES);
            cut(stage, leader, away);

            away.restorePower();
            boolean led = stage.runUntil(
                    () -> stage.leader().isPresent() || away.canCommit() || !leader.canCommit(), MINUTES);

            assertThat(led).isFalse();
            assertThat(stage.world().rulesFired()).containsKey(Rule.NOT_LISTED);
        });
    }

    @Test
    void an_agent_that_was_restarted_after_its_promise_does_not_break_it() {
        play(stage -> {
            Node leader = leader(stage);
            Node near = others(stage, leader).getFirst();
            stage.happen(CUT_FROM_STORE, leader.name(), OUTAGE);
            stage.runUntil(() -> stage.leader().isEmpty(), MINUTES);

            stage.happen(KILL_AGENT, near.name(), TTL);
            cut(stage, leader, near);
            stage.runUntil(() -> !leader.canCommit(), TTL);
            stage.runFor(MINUTES);

            assertThat(stage.world().rulesFired()).containsKey(Rule.MAY_HAVE_PROMISED);
        });
    }

    @Test
    @Spec("LES-132")
    void slow_members_and_a_hanging_store_end_in_time_or_in_a_demotion_in_time() {
        play(stage -> {
            Node leader = leader(stage);
            stage.happen(SLOW_STORE, leader.name(), OUTAGE);
            stage.happen(CUT_FROM_STORE, leader.name(), OUTAGE);
            stage.happen(STORE_DOWN, leader.name(), OUTAGE);

            stage.runFor(OUTAGE);

            String history = stage.story();
            assertThat(history).contains("answers " + leader.name() + " without the store");
            assertThat(history).doesNotContain("the fence ends the server");
        });
    }

    @Test
    @Spec("LES-133")
    void a_leader_that_follows_another_after_an_outage_outlasts_the_next_one() {
        play(stage -> {
            Node first = leader(stage);
            stage.happen(STORE_DOWN, first.name(), MINUTES);
            stage.runFor(MINUTES.plus(TTL));
            stage.world()
                    .store(
                            ClusterKey.FAILOVER,
                            Wire.failover(new FailoverRequest(
                                    Optional.of(first.name()), Optional.empty(), Optional.empty())));
            stage.runUntil(() -> writer(stage).filter(node -> node != first).isPresent(), MINUTES);
            Node second = writer(stage).orElseThrow();
            stage.runUntil(() -> new Healthy().complaint(stage.world()).isEmpty(), MINUTES);
            stage.runFor(TTL.multipliedBy(2));

            stage.happen(STORE_DOWN, second.name(), MINUTES);
            boolean stopped = stage.runUntil(() -> !second.canCommit(), MINUTES.plus(MINUTES));

            assertThat(stopped).isFalse();
        });
    }

    @Test
    @Spec("LES-134")
    void members_go_on_streaming_without_the_store() {
        play(stage -> {
            Node leader = leader(stage);
            stage.happen(STORE_DOWN, leader.name(), OUTAGE);

            boolean stopped = stage.runUntil(
                    () -> !others(stage, leader).stream()
                            .allMatch(node -> node.server().isStreaming()),
                    OUTAGE);

            assertThat(stopped).isFalse();
        });
    }

    private static void play(Consumer<Stage> story) {
        Wiring failsafe = new Wiring() {
            @Override
            public boolean failsafeMode() {
                return true;
            }
        };
        Play.play(failsafe, stage -> {
            boolean listed = stage.runUntil(
                    () -> stage.world().nodes().stream()
                            .allMatch(node -> listed(stage).contains(node.name().value())),
                    MINUTES);
            assertThat(listed).isTrue();
            stage.runFor(TTL);
            story.accept(stage);
        });
    }

    private static void cut(Stage stage, Node one, Node other) {
        var network = stage.world().network();
        network.trouble(one.name().value(), other.name().value(), Network.Trouble.CUT);
        network.trouble(other.name().value(), one.name().value(), Network.Trouble.CUT);
    }

    private static String listed(Stage stage) {
        return stage.world().stored(ClusterKey.FAILSAFE).orElse("");
    }

    private static Node leader(Stage stage) {
        return stage.leader().orElseThrow();
    }

    private static List<Node> others(Stage stage, Node one) {
        return stage.world().nodes().stream().filter(node -> node != one).toList();
    }

    private static Optional<Node> writer(Stage stage) {
        return stage.world().nodes().stream().filter(Node::canCommit).findFirst();
    }
}
