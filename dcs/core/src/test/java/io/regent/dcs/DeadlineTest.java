package io.regent.dcs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A point on the monotonic clock. */
class DeadlineTest {

    @Test
    void it_passes_when_the_clock_has_come_to_it() {
        var deadline = Deadline.after(1000, Duration.ofNanos(10));

        assertThat(deadline.passedAt(1009)).isFalse();
        assertThat(deadline.passedAt(1010)).isTrue();
    }

    @Test
    void the_time_left_becomes_negative() {
        assertThat(new Deadline(1000).leftAt(900)).isEqualTo(Duration.ofNanos(100));
        assertThat(new Deadline(1000).leftAt(1100)).isEqualTo(Duration.ofNanos(-100));
    }

    @Test
    void a_margin_brings_it_forward() {
        assertThat(new Deadline(1000).minus(Duration.ofNanos(1))).isEqualTo(new Deadline(999));
    }

    @Test
    void the_clock_may_run_over() {
        var deadline = Deadline.after(Long.MAX_VALUE - 5, Duration.ofNanos(10));

        assertThat(deadline.passedAt(Long.MAX_VALUE)).isFalse();
        assertThat(deadline.passedAt(Long.MIN_VALUE + 4)).isTrue();
        assertThat(deadline).isGreaterThan(new Deadline(Long.MAX_VALUE));
    }
}
