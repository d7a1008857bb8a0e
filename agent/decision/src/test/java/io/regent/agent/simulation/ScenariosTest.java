package io.regent.agent.simulation;

import static io.regent.agent.simulation.Play.MINUTES;
import static io.regent.agent.simulation.Play.TTL;
import static io.regent.agent.simulation.Play.becomesHealthy;
import static io.regent.agent.simulation.Play.leader;
import static io.regent.agent.simulation.Play.play;
import static io.regent.agent.simulation.Play.writer;
import static io.regent.agent.simulation.fault.Kind.CUT_FROM_STORE;
import static io.regent.agent.simulation.fault.Kind.FAILOVER;
import static io.regent.agent.simulation.fault.Kind.FREEZE_MACHINE;
import static io.regent.agent.simulation.fault.Kind.HANG_LOOP;
import static io.regent.agent.simulation.fault.Kind.HANG_SERVER;
import static io.regent.agent.simulation.fault.Kind.MINORITY_STORE;
import static io.regent.agent.simulation.fault.Kind.POWER_CUT;
import static io.regent.agent.simulation.fault.Kind.SLOW_HOOK;
import static io.regent.agent.simulation.fault.Kind.SLOW_STOP;
import static io.regent.agent.simulation.fault.Kind.STORE_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.OperatorRequest;
import io.regent.agent.simulation.server.Tempo.Slowness;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.ClusterKey;
import io.regent.postgres.Role;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Goal: the stories of the list of lessons that a cluster of simulated nodes can tell. Each runs under all oracles. */
class ScenariosTest {

    @Test
    @Spec("LES-001")
    void a_primary_that_sees_only_a_minority_of_the_store_stops_before_its_lease_ends() {
        play(stage -> {
            Node old = leader(stage);
            stage.happen(MINORITY_STORE, old.name(), MINUTES);

            boolean inTime = stage.runUntil(() -> !old.canCommit(), TTL);

            assertThat(inTime).isTrue();
            assertThat(stage.leader()).contains(old);
            assertThat(stage.runUntil(() -> stage.world().nodes().stream().anyMatch(Node::canCommit), MINUTES))
                    .isTrue();
        });
    }

    @Test
    @Spec("LES-009")
    void a_wiped_store_gets_everything_back_from_the_running_primary() {
        play(stage -> {
            Node primary = leader(stage);
            Optional<String> system = stage.world().stored(ClusterKey.INITIALIZE);
            Optional<String> config = stage.world().stored(ClusterKey.CONFIG);
            int promotions = stage.world().ledger().promotions().size();

            stage.world().wipeStore();
            stage.runFor(MINUTES);

            assertThat(stage.complaint()).isEmpty();
            assertThat(stage.leader()).contains(primary);
            assertThat(stage.world().stored(ClusterKey.INITIALIZE)).isEqualTo(system);
            assertThat(stage.world().stored(ClusterKey.CONFIG)).isEqualTo(config);
            assertThat(stage.world().ledger().promotions()).hasSize(promotions);
        });
    }

    @Test
    @Spec({"HA-057", "HA-212", "LES-016"})
    void a_restart_that_takes_longer_than_the_lease_does_not_cost_it() {
        play(stage -> {
            Node leader = leader(stage);
            leader.server().tempo().slow(Slowness.ARCHIVER_AT_STOP);
            leader.server().tempo().slow(Slowness.START);
            leader.agent().orElseThrow().ask(new OperatorRequest.Restart(Optional.of(MINUTES)));
            stage.runUntil(() -> !leader.canCommit(), TTL);
            long stopped = stage.world().now();

            stage.runUntil(() -> leader.canCommit() || !stage.leader().equals(Optional.of(leader)), MINUTES);

            assertThat(stage.leader()).contains(leader);
            assertThat(leader.canCommit()).isTrue();
            assertThat(Duration.ofNanos(stage.world().now() - stopped)).isGreaterThan(TTL);
        });
    }

    @Test
    @Spec("LES-019")
    void a_leader_that_wakes_to_an_empty_lease_does_not_lead_an_old_timeline() {
        play(stage -> {
            Node frozen = leader(stage);
            stage.happen(FREEZE_MACHINE, frozen.name(), TTL.multipliedBy(3));
            stage.runUntil(() -> writer(stage).filter(node -> node != frozen).isPresent(), MINUTES);
            Node second = writer(stage).orElseThrow();
            stage.runFor(Duration.ofSeconds(15));
            stage.world().nodes().stream().filter(node -> node != frozen).forEach(Node::cutPower);

            boolean led = stage.runUntil(
                    () -> frozen.canCommit() && frozen.supervision().protects(), Duration.ofMinutes(10));

            assertThat(led).isFalse();
            assertThat(second.server().data().orElseThrow().wal().timeline())
                    .isGreaterThan(frozen.server().data().orElseThrow().wal().timeline());
        });
    }

    @Test
    @Spec("LES-020")
    void nobody_is_promoted_beside_a_primary_that_says_it_is_one() {
        play(Wiring.withoutFence(), stage -> {
            Node hanging = leader(stage);
            stage.happen(HANG_LOOP, hanging.name(), TTL.multipliedBy(3));

            stage.runUntil(() -> stage.leader().isEmpty(), MINUTES);
            stage.runFor(TTL);

            assertThat(writer(stage)).contains(hanging);
            assertThat(stage.complaint()).isEmpty();
        });
    }

    @Test
    @Spec("LES-022")
    void a_node_that_comes_back_alone_waits_behind_a_newer_timeline_until_an_operator_names_it() {
        play(stage -> {
            Node old = leader(stage);
            stage.happen(POWER_CUT, old.name(), Duration.ofHours(1));
            stage.runUntil(() -> writer(stage).isPresent(), MINUTES);
            stage.runFor(Duration.ofSeconds(30));
            stage.world().nodes().forEach(Node::cutPower);
            stage.runFor(MINUTES);
            old.restorePower();

            assertThat(stage.runUntil(old::canCommit, Duration.ofMinutes(10))).isFalse();
            assertThat(stage.story()).contains("BEHIND_TIMELINE: not the healthiest node");

            stage.happen(FAILOVER, old.name(), MINUTES);

            assertThat(stage.runUntil(old::canCommit, MINUTES))
                    .describedAs(stage.story())
                    .isTrue();
        });
    }

    @Test
    @Spec("LES-023")
    void who_was_promoted_to_a_timeline_of_the_same_number_is_copied_anew_and_never_streamed_to() {
        play(Wiring.withoutArchive(), stage -> {
            Node old = leader(stage);
            stage.happen(POWER_CUT, old.name(), Duration.ofHours(1));
            stage.runUntil(() -> writer(stage).isPresent(), MINUTES);
            Node twin = writer(stage).orElseThrow();
            stage.runFor(Duration.ofSeconds(30));
            stage.world().nodes().forEach(Node::cutPower);
            stage.runFor(MINUTES);
            old.restorePower();
            stage.runFor(MINUTES);
            stage.happen(FAILOVER, old.name(), MINUTES);
            stage.runUntil(old::canCommit, MINUTES);
            assertThat(old.server().data().orElseThrow().wal().timeline())
                    .isEqualTo(twin.server().data().orElseThrow().wal().timeline());
            stage.runFor(MINUTES);

            stage.world().nodes().forEach(Node::restorePower);

            assertThat(becomesHealthy(stage)).describedAs(stage.story()).isTrue();
            assertThat(stage.leader()).contains(old);
            assertThat(stage.story()).contains("CLONE_DIVERGED");
        });
    }

    @Test
    @Spec({"LES-028", "HA-064"})
    void a_hook_that_outlasts_the_lease_keeps_the_promotion_from_happening() {
        play(stage -> {
            Node first = leader(stage);
            stage.world().nodes().forEach(node -> stage.happen(SLOW_HOOK, node.name(), MINUTES));
            stage.happen(POWER_CUT, first.name(), MINUTES);
            stage.runUntil(() -> stage.leader().filter(node -> node != first).isPresent(), MINUTES);
            Node next = stage.leader().orElseThrow();
            stage.happen(CUT_FROM_STORE, next.name(), MINUTES);

            boolean promoted = stage.runUntil(next::canCommit, TTL.multipliedBy(2));

            assertThat(promoted).isFalse();
        });
    }

    @Test
    @Spec("LES-030")
    void standbys_go_on_streaming_while_the_leader_key_is_missing() {
        play(stage -> {
            Node primary = leader(stage);
            stage.happen(HANG_LOOP, primary.name(), Duration.ofSeconds(22));
            stage.world().forget(ClusterKey.LEADER);

            boolean stopped = stage.runUntil(
                    () -> stage.world().nodes().stream()
                            .anyMatch(node -> node != primary && !node.server().isStreaming()),
                    Duration.ofSeconds(22));

            assertThat(stopped).isFalse();
            assertThat(writer(stage)).contains(primary);
        });
    }

    @Test
    @Spec("LES-039")
    void a_server_that_does_not_answer_stays_primary_with_the_lease_and_is_stopped_without_it() {
        play(stage -> {
            Node primary = leader(stage);
            stage.happen(HANG_SERVER, primary.name(), Duration.ofMinutes(10));

            boolean stopped = stage.runUntil(() -> !primary.canCommit(), MINUTES);
            stage.happen(CUT_FROM_STORE, primary.name(), MINUTES);
            boolean stoppedWithoutLease = stage.runUntil(() -> !primary.canCommit(), TTL);

            assertThat(stopped).isFalse();
            assertThat(stoppedWithoutLease).isTrue();
        });
    }

    @Test
    @Spec("LES-040")
    void a_primary_that_loses_the_store_serves_read_only_long_before_the_store_is_back() {
        play(stage -> {
            Node primary = leader(stage);
            stage.happen(STORE_DOWN, primary.name(), Duration.ofHours(1));

            boolean stopped = stage.runUntil(() -> !primary.canCommit(), TTL);
            boolean readOnly = stage.runUntil(() -> primary.server().runsAs(Role.STANDBY), Duration.ofSeconds(60));

            assertThat(stopped).isTrue();
            assertThat(readOnly).isTrue();
        });
    }

    @Test
    @Spec("LES-041")
    void a_slow_demotion_is_one_demotion() {
        play(stage -> {
            Node primary = leader(stage);
            stage.happen(SLOW_STOP, primary.name(), Duration.ofMinutes(10));
            stage.happen(CUT_FROM_STORE, primary.name(), Duration.ofMinutes(10));

            stage.runUntil(() -> primary.server().runsAs(Role.STANDBY), Duration.ofMinutes(6));

            String history = stage.story();
            assertThat(history.lines().filter(line -> line.contains("PostgreSQL is stopped")))
                    .hasSize(1);
            assertThat(history.lines().filter(line -> line.contains("begins: demote")))
                    .hasSize(1);
        });
    }
}
