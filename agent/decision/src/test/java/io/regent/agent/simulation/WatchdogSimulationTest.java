package io.regent.agent.simulation;

import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;
import java.util.EnumSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Goal: where the fence timer is missing, the watchdog covers what the cycle cannot: loops that hang, processes and machines that
 * stand still, and sessions that outlive their postmaster (LES-042). Method: no fence timer, a watchdog that is required on every machine.
 */
class WatchdogSimulationTest {

    private static final Duration LENGTH = Duration.ofMinutes(12);

    @Test
    void the_watchdog_ends_a_primary_before_its_lease_whatever_stands_still() {
        var faults = EnumSet.copyOf(Kind.random());
        faults.add(Kind.FREEZE_BACKEND);
        var histories = new Histories(3, LENGTH, faults, Wiring.watchdogInsteadOfFence());

        SimulationTest.assertSound(
                histories, LongStream.rangeClosed(601, 640).boxed().toList());
    }
}
