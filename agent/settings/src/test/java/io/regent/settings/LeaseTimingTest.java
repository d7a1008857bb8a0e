package io.regent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LeaseTimingTest {

    @Test
    void what_fits_is_used_as_it_is() {
        assertThat(fitting(30, 10, 10)).isEqualTo(new Checked<>(LeaseTiming.DEFAULT, List.of()));
    }

    @Test
    @Spec({"CFG-003", "CFG-004"})
    void values_below_their_minimum_are_raised_with_a_warning() {
        Checked<LeaseTiming> timing = fitting(5, 0, 2);

        assertThat(timing.value()).isEqualTo(timing(20, 1, 3));
        assertThat(timing.warnings())
                .containsExactly(
                        "ttl: 5 is too small, the minimum 20 is used",
                        "loop_wait: 0 is too small, the minimum 1 is used",
                        "retry_timeout: 2 is too small, the minimum 3 is used");
    }

    @Test
    @Spec("CFG-006")
    void the_wait_gives_way_before_the_retries() {
        assertThat(fitting(30, 20, 10).value()).isEqualTo(timing(30, 10, 10));
        assertThat(fitting(30, 20, 20).value()).isEqualTo(timing(30, 1, 14));
        assertThat(fitting(30, 20, 10).warnings())
                .containsExactly("loop_wait + 2 * retry_timeout must not exceed ttl (30 s):"
                        + " loop_wait 20 s is used as 10 s, retry_timeout 10 s as 10 s");
    }

    @Property(tries = 500)
    @Spec("LES-002")
    void whatever_is_asked_for_fits_into_the_lease(
            @ForAll @IntRange(min = -10, max = 1000) int ttl,
            @ForAll @IntRange(min = -10, max = 1000) int loopWait,
            @ForAll @IntRange(min = -10, max = 1000) int retryTimeout) {
        Checked<LeaseTiming> checked = fitting(ttl, loopWait, retryTimeout);
        LeaseTiming timing = checked.value();

        assertThat(checked.warnings().isEmpty()).isEqualTo(timing.equals(timing(ttl, loopWait, retryTimeout)));
        assertThat(timing.loopWait().plus(timing.retryTimeout().multipliedBy(2)))
                .isLessThanOrEqualTo(timing.ttl());
        assertThat(timing.ttl()).isEqualTo(Duration.ofSeconds(Math.max(20, ttl)));
        assertThat(timing.loopWait()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(timing.retryTimeout()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    private static Checked<LeaseTiming> fitting(int ttl, int loopWait, int retryTimeout) {
        return LeaseTiming.fitting(
                Duration.ofSeconds(ttl), Duration.ofSeconds(loopWait), Duration.ofSeconds(retryTimeout));
    }

    private static LeaseTiming timing(int ttl, int loopWait, int retryTimeout) {
        return new LeaseTiming(Duration.ofSeconds(ttl), Duration.ofSeconds(loopWait), Duration.ofSeconds(retryTimeout));
    }
}
