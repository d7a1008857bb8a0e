package io.regent.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.regent.Spec;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchdogTimingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({
        "30, 10, 5, 25, 15, true",
        "20, 10, 5, 15, 5, true",
        "30, 10, 20, 10, 0, true",
        "30, 10, 21, 9, -1, false",
        "30, 10, 30, 0, -10, false",
        "30, 10, 40, -10, -20, false",
        "60, 10, 0, 60, 50, true",
        "20, 1, 20, 0, -1, false",
        "30, 10, -1, 15, 5, true",
        "31, 10, -1, 15, 5, true",
        "20, 11, -1, 10, -1, false",
    })
    @Spec({"HA-177", "CFG-119"})
    void the_timeout_is_the_lease_without_the_margin_and_must_outlast_a_turn_of_the_loop(
            int ttl, int loopWait, int margin, int timeout, int slack, boolean usable) {
        var timing = timing(ttl, loopWait, margin);

        assertThat(timing.timeout()).isEqualTo(Duration.ofSeconds(timeout));
        assertThat(timing.slack()).isEqualTo(Duration.ofSeconds(slack));
        assertThat(timing.isUsable()).isEqualTo(usable);
    }

    @Test
    void a_negative_margin_is_an_error() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> WatchdogTiming.of(Duration.ofSeconds(30), SECOND, Optional.of(Duration.ofSeconds(-2))));
    }

    @ParameterizedTest
    @CsvSource({
        "30000, 25",
        "29999, 25",
        "29001, 25",
        "29000, 24",
        "28500, 24",
        "20000, 15",
        "6000, 1",
        "5001, 1",
        "5000,",
        "4000,",
        "40000, 25"
    })
    void an_answer_that_was_slow_shortens_the_timeout_by_the_whole_seconds_that_it_took(
            int leaseLeftMillis, Integer seconds) {
        assertThat(timing(30, 10, 5).timeoutFor(Duration.ofMillis(leaseLeftMillis)))
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @Property
    void an_armed_device_resets_the_machine_before_the_lease_ends(
            @ForAll @IntRange(min = 20, max = 600) int ttl,
            @ForAll @IntRange(min = 1, max = 60) int loopWait,
            @ForAll @IntRange(min = -1, max = 60) int margin,
            @ForAll @LongRange(min = 0, max = 700_000) long leaseLeftMillis) {
        var timing = timing(ttl, loopWait, margin);
        var leaseLeft = Duration.ofMillis(leaseLeftMillis);

        Optional<Duration> timeout = timing.timeoutFor(leaseLeft);

        timeout.ifPresent(found -> {
            assertThat(found).isBetween(SECOND, timing.timeout()).isLessThanOrEqualTo(leaseLeft);
            assertThat(found).isLessThan(leaseLeft.minus(timing.margin()).plus(SECOND));
            assertThat(found.toNanosPart()).isZero();
        });
    }

    @Property
    void a_usable_timing_is_fed_in_time_by_a_loop_whose_store_answers_at_once(
            @ForAll @IntRange(min = 20, max = 600) int ttl,
            @ForAll @IntRange(min = 1, max = 60) int loopWait,
            @ForAll @IntRange(min = -1, max = 60) int margin) {
        var timing = timing(ttl, loopWait, margin);

        boolean fedInTime = timing.timeoutFor(Duration.ofSeconds(ttl))
                .filter(timeout -> timeout.compareTo(Duration.ofSeconds(loopWait)) >= 0)
                .isPresent();

        assertThat(timing.isUsable()).isEqualTo(fedInTime);
    }

    private static WatchdogTiming timing(int ttl, int loopWait, int margin) {
        return WatchdogTiming.of(
                Duration.ofSeconds(ttl),
                Duration.ofSeconds(loopWait),
                margin == -1 ? Optional.empty() : Optional.of(Duration.ofSeconds(margin)));
    }
}
