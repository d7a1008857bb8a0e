package io.regent.agent.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.dcs.Deadline;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The clocks of this machine. */
class BootTimeClockTest {

    @Test
    void it_goes_on_and_never_back() {
        var clock = new BootTimeClock();

        long first = clock.nanos();
        long second = clock.nanos();

        assertThat(first).isPositive();
        assertThat(second).isGreaterThanOrEqualTo(first);
        assertThat(second - first).isLessThan(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void a_time_of_day_has_its_point_on_the_monotonic_clock() {
        var noon = OffsetDateTime.of(2026, 1, 2, 12, 0, 0, 0, ZoneOffset.UTC);
        var clocks = new Clocks(() -> 1_000, noon::toInstant);

        assertThat(clocks.at(noon.plusSeconds(5))).isEqualTo(Deadline.after(1_000, Duration.ofSeconds(5)));
        assertThat(clocks.timeOfDay().toInstant()).isEqualTo(noon.toInstant());
    }
}
