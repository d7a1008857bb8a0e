package io.regent.agent.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.decision.Lease;
import io.regent.dcs.ClusterPath;
import io.regent.dcs.MemberName;
import io.regent.dcs.MonotonicClock;
import io.regent.dcs.memory.MemoryDcs;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The machine was suspended: the agent's clock counts that, the store's does not. */
class LateRenewalTest {

    private static final Duration TTL = Duration.ofSeconds(30);

    private final AtomicLong now = new AtomicLong();
    private final MonotonicClock standingStill = () -> 0;
    private final LeaseHolder lease = new LeaseHolder(
            new MemoryDcs(standingStill).connect(new ClusterPath("/service", "demo")),
            now::get,
            new MemberName("pg-1"));

    @Test
    void a_lease_whose_end_has_come_is_lost_whatever_the_store_would_say() {
        lease.acquire(TTL);
        now.addAndGet(TTL.toNanos());

        assertThat(lease.renew(TTL)).isEqualTo(new Lease.Lost());
        assertThat(lease.until()).isEmpty();
    }

    @Test
    void a_lease_that_the_store_still_shows_as_ours_can_be_had_again_in_the_next_cycle() {
        lease.acquire(TTL);
        now.addAndGet(TTL.toNanos());
        lease.renew(TTL);

        assertThat(lease.renew(TTL)).isInstanceOf(Lease.Mine.class);
    }
}
