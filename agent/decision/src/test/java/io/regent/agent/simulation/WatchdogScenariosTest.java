package io.regent.agent.simulation;

import static io.regent.agent.simulation.fault.Kind.CUT_FROM_STORE;
import static io.regent.agent.simulation.fault.Kind.FREEZE_MACHINE;
import static io.regent.agent.simulation.fault.Kind.PAUSE;
import static io.regent.agent.simulation.fault.Kind.STOP_AGENT_PROCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.simulation.oracle.Healthy;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Goal: the third line of fencing protects where no other can. Method: every machine has a watchdog that is required, and no agent
 * has a fence timer. Beside the oracles, which look away from a node without an agent, no two nodes may ever write.
 */
class WatchdogScenariosTest {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration MINUTES = Duration.ofMinutes(10);

    @Test
    @Spec({"LES-044", "HA-179"})
    void a_frozen_agent_costs_its_machine_a_reset_before_anybody_else_can_lead() {
        play(stage -> {
            Node leader = leader(stage);
            stage.happen(STOP_AGENT_PROCESS, leader.name(), MINUTES);

            boolean resetInTime = stage.runUntil(() -> leader.resets() > 0, TTL);

            assertThat(resetInTime).isTrue();
            assertThat(leader.canCommit()).isFalse();
            assertThat(stage.leader()).contains(leader);
        });
    }

    @Test
    void a_killed_agent_that_nobody_starts_again_costs_its_machine_a_reset_before_anybody_else_can_lead() {
        play(stage -> {
            Node leader = leader(stage);
            leader.loseAgent();

            boolean resetInTime = stage.runUntil(() -> leader.resets() > 0, TTL);

            assertThat(resetInTime).isTrue();
            assertThat(stage.leader()).contains(leader);
        });
    }

    @Test
    void an_agent_that_comes_back_in_time_feeds_the_watchdog_of_its_predecessor() {
        play(stage -> {
            Node leader = leader(stage);
            leader.loseAgent();
            stage.runFor(Duration.ofSeconds(2));
            leader.startAgent();

            stage.runUntil(() -> leader.resets() > 0, MINUTES);

            assertThat(leader.resets()).isZero();
            assertThat(stage.leader()).contains(leader);
        });
    }

    @Test
    @Spec("LES-042")
    void a_backend_that_stands_still_through_every_stop_cannot_commit_after_the_lease() {
        play(stage -> {
            Node leader = leader(stage);
            leader.server().freezeBackend(Duration.ofSeconds(28));
            stage.happen(CUT_FROM_STORE, leader.name(), MINUTES);

            stage.runUntil(() -> !leader.canCommit(), TTL);

            assertThat(stage.leader()).contains(leader);
        });
    }

    @Test
    void an_orphan_of_a_crashed_server_ends_with_its_machine_when_the_lease_is_lost() {
        play(stage -> {
            Node leader = leader(stage);
            stage.happen(CUT_FROM_STORE, leader.name(), MINUTES);
            leader.server().freezeBackend(MINUTES);
            leader.server().die();

            stage.runUntil(() -> leader.resets() > 0 || !leader.server().hasSurvivor(), TTL);

            assertThat(leader.resets()).isOne();
            assertThat(leader.canCommit()).isFalse();
            assertThat(stage.leader()).contains(leader);
        });
    }

    @Test
    void a_leader_that_loses_the_store_is_demoted_and_keeps_its_machine() {
        play(stage -> {
            Node leader = leader(stage);
            stage.happen(CUT_FROM_STORE, leader.name(), MINUTES);

            stage.runFor(MINUTES);

            assertThat(leader.resets()).isZero();
        });
    }

    @Test
    void a_paused_machine_is_reset_when_it_goes_on() {
        play(stage -> {
            Node leader = leader(stage);
            stage.happen(FREEZE_MACHINE, leader.name(), TTL.multipliedBy(3));

            stage.runUntil(() -> leader.resets() > 0, MINUTES);

            assertThat(leader.resets()).isOne();
        });
    }

    @Test
    void in_pause_no_machine_is_reset_whatever_happens_to_its_agent() {
        play(stage -> {
            Node leader = leader(stage);
            stage.happen(PAUSE, leader.name(), MINUTES.multipliedBy(2));
            stage.runFor(TTL);
            stage.happen(STOP_AGENT_PROCESS, leader.name(), MINUTES);

            stage.runFor(MINUTES);

            assertThat(leader.resets()).isZero();
        });
    }

    private static void play(Consumer<Stage> story) {
        try (var stage = new Stage(4711, 3, Wiring.watchdogInsteadOfFence())) {
            boolean whole =
                    stage.runUntil(() -> new Healthy().complaint(stage.world()).isEmpty(), MINUTES);
            assertThat(whole).isTrue();
            story.accept(stage);
            boolean twoWrite = stage.runUntil(
                    () -> stage.world().nodes().stream().filter(Node::canCommit).count() > 1, Duration.ofMinutes(2));
            assertThat(twoWrite).isFalse();
            assertThat(stage.complaint()).describedAs(stage.story()).isEmpty();
        }
    }

    private static Node leader(Stage stage) {
        return stage.leader().orElseThrow();
    }
}
