package io.regent.agent.simulation;

import static io.regent.agent.simulation.Play.MINUTES;
import static io.regent.agent.simulation.Play.becomesHealthy;
import static io.regent.agent.simulation.Play.leader;
import static io.regent.agent.simulation.Play.play;
import static io.regent.agent.simulation.Play.standby;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Configuration;
import io.regent.agent.simulation.world.Node;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.wire.Wire;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Goal: the lessons about logical slots (A6). */
class SlotScenariosTest {

    private static final String SLOT = "app";

    @Test
    @Spec({"LES-081", "LES-082"})
    void whoever_leads_next_has_the_logical_slots_and_each_copy_costs_one_restart() {
        play(stage -> {
            Node old = leader(stage);
            long before = standby(stage).server().incarnation();
            stage.world()
                    .store(ClusterKey.CONFIG, Wire.config(Configuration.withLogicalSlot(Configuration.FIRST, SLOT)));

            assertThat(stage.runUntil(
                            () -> stage.world().nodes().stream().allMatch(SlotScenariosTest::hasSlot), MINUTES))
                    .isTrue();
            stage.runFor(Duration.ofMinutes(20));
            assertThat(standby(stage).server().incarnation()).isEqualTo(before + 2);
            assertThat(leader(stage)).isSameAs(old);

            stage.happen(Kind.CUT_FROM_STORE, old.name(), MINUTES);
            assertThat(stage.runUntil(
                            () -> stage.leader().filter(node -> node != old).isPresent(), MINUTES))
                    .isTrue();
            assertThat(hasSlot(leader(stage))).isTrue();

            assertThat(becomesHealthy(stage)).isTrue();
            assertThat(stage.runUntil(
                            () -> stage.world().nodes().stream().allMatch(SlotScenariosTest::hasSlot), MINUTES))
                    .isTrue();
        });
    }

    private static boolean hasSlot(Node node) {
        return node.server().slots().logical().containsKey(SLOT);
    }
}
