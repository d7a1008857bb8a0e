package io.regent.agent.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.decision.Rule;
import io.regent.agent.simulation.fault.Kind;
import io.regent.agent.simulation.world.Wiring;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Goal: with {@code failsafe_mode} on, no order of faults of the store, the network and the members makes two writers. */
class FailsafeSimulationTest {

    private static final Duration LENGTH = Duration.ofMinutes(12);
    private static final Wiring FAILSAFE = new Wiring() {
        @Override
        public boolean failsafeMode() {
            return true;
        }
    };

    /** What makes a leader ask, what keeps the members from answering, and what makes them forget. */
    private static final Set<Kind> AROUND_THE_STORE = EnumSet.of(
            Kind.STORE_DOWN,
            Kind.CUT_FROM_STORE,
            Kind.MINORITY_STORE,
            Kind.SLOW_STORE,
            Kind.LOST_REPLIES,
            Kind.CUT_WAY_TO_STORE,
            Kind.CUT_WAY_FROM_STORE,
            Kind.HANG_STORE,
            Kind.CUT_NODES,
            Kind.CUT_NODES_ONE_WAY,
            Kind.SLOW_NODES,
            Kind.HANG_NODES,
            Kind.ISOLATE,
            Kind.KILL_AGENT,
            Kind.HANG_LOOP,
            Kind.FREEZE_MACHINE,
            Kind.POWER_CUT,
            Kind.SWITCHOVER);

    private static final Histories THREE = new Histories(3, LENGTH, AROUND_THE_STORE, FAILSAFE);

    @Test
    void trouble_with_the_store_makes_no_second_writer() {
        assertSound(THREE, LongStream.rangeClosed(501, 600).boxed().toList());
    }

    @Test
    void fresh_seeds_make_no_second_writer() {
        List<Long> fresh = new Random().longs(10).boxed().toList();
        System.out.println("fresh seeds: " + fresh);
        assertSound(THREE, fresh);
    }

    @Test
    void every_kind_of_trouble_makes_no_second_writer() {
        assertSound(
                new Histories(3, LENGTH, Kind.random(), FAILSAFE),
                LongStream.rangeClosed(601, 630).boxed().toList());
    }

    @Test
    void leaders_do_go_on_without_the_store_in_these_histories() {
        long byConsent = THREE.all(LongStream.rangeClosed(501, 520).boxed().toList()).stream()
                .filter(ended -> ended.verdict().fired().containsKey(Rule.LEAD_BY_CONSENT))
                .count();

        assertThat(byConsent).isGreaterThan(10);
    }

    private static void assertSound(Histories histories, Collection<Long> seeds) {
        SimulationTest.assertSound(histories, seeds);
    }
}
