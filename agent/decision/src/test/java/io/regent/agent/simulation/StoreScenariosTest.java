package io.regent.agent.simulation;

import static io.regent.agent.simulation.Play.MINUTES;
import static io.regent.agent.simulation.Play.TTL;
import static io.regent.agent.simulation.Play.TURN;
import static io.regent.agent.simulation.Play.becomesHealthy;
import static io.regent.agent.simulation.Play.leader;
import static io.regent.agent.simulation.Play.play;
import static io.regent.agent.simulation.Play.standby;
import static io.regent.agent.simulation.Play.writer;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Settings;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Goal: the lessons about the store, the lease and the watch (A1). */
class StoreScenariosTest {

    @Test
    @Spec("LES-007")
    void a_node_whose_watch_is_dead_follows_a_new_leader_within_a_turn() {
        play(stage -> {
            Node blind = standby(stage);
            stage.happen(Kind.WATCH_CANCELLED, blind.name(), Duration.ofHours(1));
            Node next = stage.world().nodes().stream()
                    .filter(node -> node != blind && node != leader(stage))
                    .findFirst()
                    .orElseThrow();
            stage.happen(Kind.FAILOVER, next.name(), MINUTES);
            stage.runUntil(next::canCommit, MINUTES);

            boolean follows = stage.runUntil(
                    () -> blind.server()
                            .upstream()
                            .filter(next.name().value()::equals)
                            .isPresent(),
                    TURN);

            assertThat(follows).describedAs(stage.story()).isTrue();
        });
    }

    @Test
    @Spec("LES-012")
    void an_idle_hour_writes_nothing_and_wakes_nobody() {
        play(stage -> {
            stage.stopClients();
            stage.runFor(Duration.ofMinutes(2));
            long changes = stage.world().storeChanges();
            List<Long> turns = turns(stage);

            stage.runFor(Duration.ofHours(1));

            assertThat(stage.world().storeChanges()).isEqualTo(changes);
            for (int i = 0; i < turns.size(); i++) {
                assertThat(turns(stage).get(i) - turns.get(i)).isBetween(342L, 378L);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"LOST_REPLIES", "CUT_WAY_FROM_STORE"})
    @Spec("LES-011")
    void an_answer_that_is_lost_costs_no_leader_that_the_store_still_knows(Kind lost) {
        play(stage -> {
            Node leader = leader(stage);
            stage.happen(lost, leader.name(), Duration.ofSeconds(8));

            boolean stopped = stage.runUntil(() -> !leader.canCommit(), TTL);

            assertThat(stopped).isFalse();
            assertThat(stage.leader()).contains(leader);
        });
    }

    @Test
    @Spec("LES-018")
    void a_ttl_that_changes_while_answers_are_lost_never_makes_two_leaders() {
        var kinds = EnumSet.of(
                Kind.CHANGE_TTL, Kind.SLOW_STORE, Kind.LOST_REPLIES, Kind.HANG_LOOP, Kind.WATCH_CANCELLED, Kind.PAUSE);
        var histories = new Histories(3, Duration.ofMinutes(12), kinds, Wiring.whole());

        SimulationTest.assertSound(
                histories, LongStream.rangeClosed(1, 60).boxed().toList());
    }

    @Test
    void a_longer_and_a_shorter_ttl_keep_the_leader() {
        play(stage -> {
            Node leader = leader(stage);
            stage.happen(Kind.WATCH_CANCELLED, standby(stage).name(), Duration.ofHours(1));
            stage.happen(Kind.CHANGE_TTL, leader.name(), Duration.ofSeconds(61).plusMillis(1));
            stage.runFor(MINUTES);
            stage.happen(Kind.CHANGE_TTL, leader.name(), Duration.ofSeconds(62));

            boolean stopped = stage.runUntil(() -> !leader.canCommit(), MINUTES);

            assertThat(stopped).isFalse();
            assertThat(stage.leader()).contains(leader);
        });
    }

    @Test
    @Spec("LES-003")
    void errors_of_the_store_lead_to_the_same_demotion_as_silence() {
        play(stage -> {
            Node leader = leader(stage);
            stage.happen(Kind.STORE_ERRORS, leader.name(), MINUTES);

            assertThat(stage.runUntil(() -> !leader.canCommit(), TTL)).isTrue();
            assertThat(stage.runUntil(() -> writer(stage).isPresent(), MINUTES)).isTrue();
        });
    }

    /** The member that led then has fallen behind since, and is not among those whom commits wait for now. */
    @ParameterizedTest
    @EnumSource(
            value = Settings.Sync.Mode.class,
            names = {"OFF", "ON", "QUORUM"})
    @Spec("LES-010")
    void a_store_put_back_to_before_two_failovers_makes_no_leader_of_who_led_then(Settings.Sync.Mode mode) {
        play(Wiring.synchronous(new Settings.Sync(mode, false, 1, -1)), stage -> {
            Node first = leader(stage);
            stage.runFor(Duration.ofMinutes(2));
            List<Node> successors =
                    stage.world().nodes().stream().filter(node -> node != first).toList();
            for (Node next : successors) {
                stage.happen(Kind.FAILOVER, next.name(), MINUTES);
                assertThat(stage.runUntil(next::canCommit, MINUTES)).isTrue();
                stage.runFor(Duration.ofMinutes(1));
            }
            stage.happen(Kind.SLOW_REPLICATION, first.name(), MINUTES);
            stage.runFor(Duration.ofMinutes(1));

            stage.world().restoreStore(Duration.ofMinutes(8));

            assertThat(stage.leader()).contains(first);
            assertThat(stage.runUntil(first::canCommit, MINUTES))
                    .describedAs(stage.story())
                    .isFalse();
            stage.heal();
            assertThat(becomesHealthy(stage)).describedAs(stage.story()).isTrue();
            stage.runFor(Duration.ofMinutes(1));
            Node present = leader(stage);
            assertThat(stage.world().cluster().history().current())
                    .contains(present.server().data().orElseThrow().wal().timeline());
            assertThat(stage.world().cluster().sync().map(Versioned::value).map(SyncState::leader))
                    .isEqualTo(Optional.of(present.name()).filter(_ -> mode != Settings.Sync.Mode.OFF));
        });
    }

    /** Each oracle looks on, the one of the load too. */
    @Test
    @Spec("LES-013")
    void watches_that_end_at_once_for_ten_minutes_make_no_loop_turn_more_often() {
        play(stage -> {
            Node leader = leader(stage);
            stage.world()
                    .nodes()
                    .forEach(node -> stage.happen(Kind.WATCH_CANCELLED, node.name(), Duration.ofMinutes(10)));
            List<Long> turns = turns(stage);

            boolean stopped = stage.runUntil(() -> !leader.canCommit(), Duration.ofMinutes(10));

            assertThat(stopped).isFalse();
            for (int i = 0; i < turns.size(); i++) {
                assertThat(turns(stage).get(i) - turns.get(i)).isBetween(57L, 63L);
            }
        });
    }

    @Test
    @Spec("LES-013")
    void a_store_that_answers_everything_with_errors_is_not_asked_more_often() {
        play(stage -> {
            stage.world().nodes().forEach(node -> stage.happen(Kind.STORE_ERRORS, node.name(), Duration.ofMinutes(10)));
            List<Long> turns = turns(stage);

            stage.runFor(Duration.ofMinutes(10));

            for (int i = 0; i < turns.size(); i++) {
                assertThat(turns(stage).get(i) - turns.get(i)).isLessThan(100L);
            }
        });
    }

    private static List<Long> turns(Stage stage) {
        return stage.world().nodes().stream()
                .map(node -> node.supervision().cycles())
                .toList();
    }
}
