package io.regent.agent.simulation;

import static io.regent.agent.simulation.Play.MINUTES;
import static io.regent.agent.simulation.Play.becomesHealthy;
import static io.regent.agent.simulation.Play.leader;
import static io.regent.agent.simulation.Play.play;
import static io.regent.agent.simulation.Play.standby;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Node;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Goal: the lessons about maintenance mode (A9). */
class PauseScenariosTest {

    private static final Duration FOR_LONG = Duration.ofMinutes(20);

    @Spec("HA-161")
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

    @Spec("HA-160")
    @Test
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

    @Test
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
