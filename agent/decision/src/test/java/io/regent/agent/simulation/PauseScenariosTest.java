package io.regent.agent.simulation;

import static io.regent.agent.simulation.Play.MINUTES;
import static io.regent.agent.simulation.Play.becomesHealthy;
import static io.regent.agent.simulation.Play.leader;
import static io.regent.agent.simulation.Play.play;
import static io.regent.agent.simulation.Play.standby;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Settings;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.server.Data;
import io.regent.agent.simulation.server.Directory;
import io.regent.agent.simulation.world.Node;
import io.regent.agent.simulation.world.Wiring;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import io.regent.postgres.Role;
import io.regent.postgres.wal.SystemIdentifier;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Goal: the lessons about maintenance mode (A9). */
class PauseScenariosTest {

    private static final Duration FOR_LONG = Duration.ofMinutes(20);

    @Spec({"HA-161", "LES-113"})
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {
                "CUT_FROM_STORE",
                "CUT_WAY_TO_STORE",
                "CUT_WAY_FROM_STORE",
                "HANG_STORE",
                "SLOW_STORE",
                "STORE_DOWN",
                "MINORITY_STORE",
                "STORE_ERRORS",
                "LOST_REPLIES",
                "STORE_WIPED"
            })
    void nothing_that_happens_to_the_store_stops_a_paused_primary(Kind trouble) {
        play(stage -> {
            Node primary = leader(stage);
            stage.happen(Kind.PAUSE, primary.name(), FOR_LONG);
            stage.runFor(Duration.ofSeconds(20));
            stage.happen(trouble, primary.name(), MINUTES);

            boolean stopped = stage.runUntil(() -> !primary.canCommit(), Duration.ofMinutes(6));

            assertThat(stopped).describedAs(stage.story()).isFalse();
        });
    }

    @Test
    @Spec("LES-113")
    void a_restart_in_pause_is_not_interrupted_by_a_store_that_goes_away() {
        play(stage -> {
            Node primary = leader(stage);
            stage.happen(Kind.PAUSE, primary.name(), FOR_LONG);
            stage.runFor(Duration.ofSeconds(20));
            stage.happen(Kind.SLOW_START, primary.name(), MINUTES);
            stage.happen(Kind.RESTART_SERVER, primary.name(), MINUTES);
            stage.runUntil(() -> !primary.canCommit(), MINUTES);
            stage.happen(Kind.CUT_FROM_STORE, primary.name(), FOR_LONG);

            assertThat(stage.runUntil(primary::canCommit, MINUTES))
                    .describedAs(stage.story())
                    .isTrue();
        });
    }

    @Test
    @Spec({"HA-160", "LES-113"})
    void a_promotion_in_pause_is_not_interrupted_by_a_store_that_goes_away() {
        play(stage -> {
            Node primary = leader(stage);
            Node chosen = standby(stage);
            stage.happen(Kind.PAUSE, primary.name(), FOR_LONG);
            stage.runFor(Duration.ofSeconds(20));
            stage.happen(Kind.SLOW_PROMOTION, chosen.name(), FOR_LONG);
            stage.happen(Kind.FAILOVER, chosen.name(), MINUTES);
            assertThat(stage.runUntil(() -> chosen.server().isBecomingPrimary(), MINUTES))
                    .describedAs(stage.story())
                    .isTrue();
            stage.happen(Kind.CUT_FROM_STORE, chosen.name(), FOR_LONG);

            assertThat(stage.runUntil(chosen::canCommit, MINUTES))
                    .describedAs(stage.story())
                    .isTrue();
        });
    }

    /** Every node has work that it would begin at once without the pause. */
    @Test
    @Spec("LES-113")
    void settings_that_are_lost_end_no_pause() {
        play(stage -> {
            Node primary = leader(stage);
            Node down = standby(stage);
            stage.happen(Kind.PAUSE, primary.name(), FOR_LONG);
            stage.runFor(Duration.ofSeconds(20));
            Optional<String> config = stage.world().stored(ClusterKey.CONFIG);
            down.server().die();
            long works = stage.world().worksBegun();

            stage.world().forget(ClusterKey.CONFIG);
            boolean stopped = stage.runUntil(() -> !primary.canCommit(), MINUTES);
            stage.world().wipeStore();
            boolean stoppedWithoutStore = stage.runUntil(() -> !primary.canCommit(), MINUTES);

            assertThat(stopped || stoppedWithoutStore)
                    .describedAs(stage.story())
                    .isFalse();
            assertThat(stage.world().worksBegun()).describedAs(stage.story()).isEqualTo(works);
            assertThat(stage.world().stored(ClusterKey.CONFIG)).isEqualTo(config);
        });
    }

    @Test
    @Spec("LES-114")
    void a_server_that_was_stopped_in_pause_stays_down() {
        play(stage -> {
            Node standby = standby(stage);
            stage.happen(Kind.PAUSE, standby.name(), FOR_LONG);
            stage.runFor(Duration.ofSeconds(20));
            standby.server().die();

            boolean started = stage.runUntil(() -> standby.server().letsIn(), Duration.ofMinutes(10));

            assertThat(started).isFalse();
        });
    }

    /** Slots are dropped when the member that they are for is away for long, and a data directory that is gone is cloned again. */
    @Test
    @Spec("LES-114")
    void nothing_is_begun_and_no_slot_is_dropped_in_pause() {
        play(stage -> {
            Node primary = leader(stage);
            Node empty = standby(stage);
            Node away = stage.world().nodes().stream()
                    .filter(node -> node != primary && node != empty)
                    .findFirst()
                    .orElseThrow();
            stage.happen(Kind.PAUSE, primary.name(), FOR_LONG.multipliedBy(4));
            stage.runFor(Duration.ofSeconds(20));
            var slots = primary.server().slots().physical().keySet();
            assertThat(slots).hasSize(2);
            long works = stage.world().worksBegun();
            empty.server().die();
            empty.server().replace(new Directory.Empty());
            stage.happen(Kind.POWER_CUT, away.name(), FOR_LONG.multipliedBy(4));

            stage.runFor(Duration.ofHours(1));

            assertThat(stage.world().worksBegun()).describedAs(stage.story()).isEqualTo(works);
            assertThat(primary.server().slots().physical().keySet()).isEqualTo(slots);
            assertThat(empty.server().directory()).isInstanceOf(Directory.Empty.class);
        });
    }

    @Test
    @Spec("LES-115")
    void a_leadership_that_was_swapped_by_hand_in_pause_ends_with_the_owner_of_the_lock() {
        play(Wiring.synchronous(new Settings.Sync(Settings.Sync.Mode.ON, false, 1, -1)), stage -> {
            Node leader = leader(stage);
            Node rebel = standby(stage);
            stage.happen(Kind.PAUSE, leader.name(), MINUTES);
            stage.runFor(Duration.ofSeconds(20));
            leader.server().die();
            rebel.server().promote();
            assertThat(stage.runUntil(rebel::canCommit, MINUTES)).isTrue();
            assertThat(stage.runUntil(() -> stage.leader().equals(Optional.of(rebel)), MINUTES))
                    .describedAs(stage.story())
                    .isTrue();
            stage.runFor(MINUTES);

            assertThat(becomesHealthy(stage)).describedAs(stage.story()).isTrue();
            assertThat(stage.leader()).contains(rebel);
            assertThat(stage.world().cluster().sync().map(Versioned::value).map(SyncState::leader))
                    .contains(rebel.name());
            assertThat(rebel.server().slots().physical()).hasSize(2);
        });
    }

    @Test
    @Spec("LES-115")
    void data_of_another_cluster_that_came_in_pause_is_stopped_and_never_leads() {
        play(stage -> {
            Node leader = leader(stage);
            Node strange = standby(stage);
            stage.happen(Kind.PAUSE, leader.name(), MINUTES);
            stage.runFor(Duration.ofSeconds(20));
            strange.server().die();
            var data = strange.server().data().orElseThrow();
            var foreign = new SystemIdentifier("7000000000000000099");
            strange.server()
                    .replace(
                            new Directory.Whole(new Data(foreign, data.wal(), data.state(), data.checkpoint(), false)));
            strange.server().launch(Role.PRIMARY, Optional.empty());
            assertThat(stage.runUntil(strange::canCommit, MINUTES)).isTrue();
            stage.runFor(MINUTES);

            boolean leads = stage.runUntil(() -> stage.leader().equals(Optional.of(strange)), MINUTES);

            assertThat(leads).isFalse();
            assertThat(strange.canCommit()).describedAs(stage.story()).isFalse();
            assertThat(leader.canCommit()).isTrue();
        });
    }

    @Test
    @Spec("LES-115")
    void a_standby_that_was_promoted_by_hand_in_pause_follows_again_after_it() {
        play(stage -> {
            Node leader = leader(stage);
            Node rebel = standby(stage);
            stage.happen(Kind.PAUSE, leader.name(), MINUTES);
            stage.runFor(Duration.ofSeconds(20));
            rebel.server().promote();
            stage.runUntil(rebel::canCommit, MINUTES);
            stage.runFor(MINUTES);

            assertThat(becomesHealthy(stage)).describedAs(stage.story()).isTrue();
            assertThat(stage.leader()).contains(leader);
        });
    }
}
