package io.regent.agent.simulation;

import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;
import java.util.EnumSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Goal: where the fence timer is missing, the watchdog covers what the cycle cannot: loops that hang, processes and machines that
 * stand still. Method: all faults, no fence timer, a watchdog that is required on every machine.
 */
class WatchdogSimulationTest {

    private static final Duration LENGTH = Duration.ofMinutes(12);

    @Test
    void the_watchdog_ends_a_primary_before_its_lease_whatever_stands_still() {
        var histories = new Histories(3, LENGTH, EnumSet.allOf(Kind.class), Wiring.watchdogInsteadOfFence());

        SimulationTest.assertSound(
                histories, LongStream.rangeClosed(501, 530).boxed().toList());
    }
}
