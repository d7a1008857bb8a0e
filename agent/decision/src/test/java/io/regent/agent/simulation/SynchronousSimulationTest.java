package io.regent.agent.simulation;

import io.regent.Spec;
import io.regent.agent.decision.Settings;
import io.regent.agent.decision.Settings.Sync.Mode;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Goal: in synchronous and quorum mode no order of faults loses what was acknowledged (O2). Method: as in {@link SimulationTest}. */
class SynchronousSimulationTest {

    private static final Duration LENGTH = Duration.ofMinutes(12);

    private static final Set<Kind> UNCHANGED = unchanged();

    @Test
    @Spec({"HA-136", "HA-137"})
    void one_synchronous_standby_is_enough_to_lose_nothing() {
        assertSound(3, new Settings.Sync(Mode.ON, false, 1, -1), 1_001, 1_040, UNCHANGED);
    }

    @Test
    @Spec({"HA-142"})
    void a_strict_cluster_loses_nothing() {
        assertSound(3, new Settings.Sync(Mode.ON, true, 1, -1), 1_101, 1_140, UNCHANGED);
    }

    @Test
    @Spec({"HA-147", "HA-148"})
    void a_quorum_loses_nothing() {
        assertSound(3, new Settings.Sync(Mode.QUORUM, false, 1, -1), 1_201, 1_240, UNCHANGED);
    }

    @Test
    @Spec("HA-143")
    void operators_change_modes_and_counts_and_nothing_is_lost() {
        assertSound(4, new Settings.Sync(Mode.QUORUM, true, 2, -1), 1_301, 1_340, Kind.random());
    }

    private static Set<Kind> unchanged() {
        Set<Kind> kinds = EnumSet.copyOf(Kind.random());
        kinds.remove(Kind.CHANGE_SYNC);
        return kinds;
    }

    private static void assertSound(int members, Settings.Sync wanted, long first, long last, Set<Kind> kinds) {
        SimulationTest.assertSound(
                new Histories(members, LENGTH, kinds, Wiring.synchronous(wanted)),
                LongStream.rangeClosed(first, last).boxed().toList());
    }
}
