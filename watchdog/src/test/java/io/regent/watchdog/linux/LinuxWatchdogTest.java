package io.regent.watchdog.linux;

import static io.regent.watchdog.linux.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.watchdog.WatchdogPlan.Driver;
import io.regent.watchdog.WatchdogPlan.Mode;
import io.regent.watchdog.WatchdogState;
import io.regent.watchdog.WatchdogState.Armed;
import io.regent.watchdog.WatchdogState.Failed;
import io.regent.watchdog.WatchdogState.Off;
import io.regent.watchdog.WatchdogState.Ready;
import io.regent.watchdog.WatchdogState.Unusable;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: the device's protocol. Method: a kernel that answers the ioctls and writes down what was done. */
@Spec("HA-180")
class LinuxWatchdogTest {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Armed NOMINAL = new Armed(Duration.ofSeconds(25));

    private final FakeKernel kernel = new FakeKernel();
    private final LinuxWatchdog watchdog = new LinuxWatchdog(kernel, "amd64");

    @Test
    void a_device_is_opened_given_its_timeout_fed_and_closed_with_the_magic_letter() {
        assertThat(watchdog.arm(plan(Mode.REQUIRED), FRESH)).isEqualTo(NOMINAL);
        assertThat(kernel.look()).containsExactly("open /dev/watchdog", "set 25", "write 1");

        assertThat(watchdog.keepAlive(plan(Mode.REQUIRED), FRESH)).isEqualTo(NOMINAL);
        assertThat(kernel.look()).containsExactly("write 1");

        watchdog.disarm();
        assertThat(kernel.look()).containsExactly("write V", "close");
        assertThat(watchdog.state(plan(Mode.REQUIRED))).isEqualTo(new Ready());
    }

    @Test
    void a_device_that_is_not_armed_is_neither_opened_nor_fed() {
        assertThat(watchdog.state(plan(Mode.REQUIRED))).isEqualTo(new Ready());
        assertThat(watchdog.keepAlive(plan(Mode.REQUIRED), FRESH)).isEqualTo(new Ready());
        watchdog.disarm();

        assertThat(kernel.look()).isEmpty();
    }

    @Test
    void a_device_that_takes_no_bytes_is_fed_by_the_ioctl() {
        watchdog.arm(plan(Mode.REQUIRED), FRESH);
        kernel.broken.add("write");
        kernel.look();

        assertThat(watchdog.keepAlive(plan(Mode.REQUIRED), FRESH)).isEqualTo(NOMINAL);
        assertThat(kernel.look()).containsExactly("ping");
    }

    @Test
    @Spec("HA-182")
    void a_new_lease_time_is_set_at_the_next_feeding_without_opening_the_device_again() {
        watchdog.arm(plan(Mode.AUTOMATIC), FRESH);
        kernel.look();

        var state = watchdog.keepAlive(plan(Mode.AUTOMATIC, 20), Duration.ofSeconds(20));

        assertThat(state).isEqualTo(new Armed(Duration.ofSeconds(15)));
        assertThat(kernel.look()).containsExactly("set 15", "write 1");
    }

    @Test
    @Spec("HA-182")
    void another_device_is_opened_after_the_first_is_closed() {
        watchdog.arm(plan(Mode.AUTOMATIC), FRESH);
        kernel.look();

        watchdog.keepAlive(plan(Mode.AUTOMATIC, 30, Path.of("/dev/watchdog1"), Driver.LINUX), FRESH);

        assertThat(kernel.look()).containsExactly("write V", "close", "open /dev/watchdog1", "set 25", "write 1");
    }

    @Test
    @Spec("HA-182")
    void a_watchdog_that_is_switched_off_is_closed_at_the_next_feeding() {
        watchdog.arm(plan(Mode.AUTOMATIC), FRESH);
        kernel.look();

        assertThat(watchdog.keepAlive(plan(Mode.OFF), FRESH)).isEqualTo(new Off());
        assertThat(kernel.look()).containsExactly("write V", "close");
    }

    @Test
    void a_watchdog_that_is_off_is_never_opened() {
        assertThat(watchdog.state(plan(Mode.OFF))).isEqualTo(new Off());
        assertThat(watchdog.arm(plan(Mode.OFF), FRESH)).isEqualTo(new Off());
        assertThat(kernel.look()).isEmpty();
    }

    @Test
    void an_answer_that_was_slow_shortens_the_timeout_until_the_next_quick_one() {
        watchdog.arm(plan(Mode.REQUIRED), FRESH);
        kernel.look();

        watchdog.keepAlive(plan(Mode.REQUIRED), FRESH.minusSeconds(8));
        assertThat(kernel.look()).containsExactly("set 17", "write 1");

        watchdog.keepAlive(plan(Mode.REQUIRED), FRESH);
        assertThat(kernel.look()).containsExactly("set 25", "write 1");
    }

    @Test
    void a_fixed_timeout_that_would_outlast_the_lease_is_not_begun_anew() {
        kernel.options = FakeKernel.MAGICCLOSE;
        kernel.timeout = 25;
        watchdog.arm(plan(Mode.REQUIRED), FRESH);
        kernel.look();

        assertThat(watchdog.keepAlive(plan(Mode.REQUIRED), FRESH.minusSeconds(8)))
                .isEqualTo(NOMINAL);
        assertThat(kernel.look()).isEmpty();
    }

    @Test
    void a_device_that_cannot_be_stopped_is_fed_once_more_and_left_running() {
        kernel.options = FakeKernel.SETTIMEOUT;
        watchdog.arm(plan(Mode.AUTOMATIC), FRESH);
        kernel.look();

        watchdog.disarm();

        assertThat(kernel.look()).containsExactly("write 1", "close");
    }

    @Test
    void a_required_watchdog_whose_timeout_is_too_long_is_refused() {
        kernel.shortest = 40;

        assertThat(watchdog.arm(plan(Mode.REQUIRED), FRESH))
                .isEqualTo(new Failed(
                        "/dev/watchdog: its timeout is 40 s and cannot be the 25 s that fit into the lease"));
        assertThat(kernel.look()).containsExactly("open /dev/watchdog", "set 25", "write V", "close");
    }

    @Test
    void a_watchdog_that_is_used_if_possible_is_used_although_its_timeout_is_too_long() {
        kernel.shortest = 40;

        assertThat(watchdog.arm(plan(Mode.AUTOMATIC), FRESH)).isEqualTo(new Armed(Duration.ofSeconds(40)));
        assertThat(watchdog.keepAlive(plan(Mode.AUTOMATIC), FRESH)).isEqualTo(new Armed(Duration.ofSeconds(40)));
        assertThat(kernel.look()).containsExactly("open /dev/watchdog", "set 25", "write 1", "write 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTOMATIC", "REQUIRED"})
    void a_device_that_would_fire_between_two_turns_is_closed_again(Mode mode) {
        kernel.longest = 9;

        assertThat(watchdog.arm(plan(mode), FRESH))
                .isEqualTo(plan(mode).without("/dev/watchdog: its timeout is 9 s, and the loop turns every 10 s"));
        assertThat(kernel.look()).endsWith("write V", "close");
    }

    @Test
    void a_lease_without_room_for_the_loop_makes_the_watchdog_unusable_and_opens_nothing() {
        var tight = plan(Mode.REQUIRED, 14);

        assertThat(watchdog.state(tight)).isInstanceOf(Failed.class);
        assertThat(watchdog.arm(tight, FRESH))
                .isEqualTo(new Failed(
                        "its timeout would be 9 s (ttl without safety_margin), and the loop turns every 10 s"));
        assertThat(kernel.look()).isEmpty();
    }

    @Test
    void a_lease_that_leaves_no_room_any_more_closes_the_device() {
        watchdog.arm(plan(Mode.REQUIRED), FRESH);
        kernel.look();

        assertThat(watchdog.keepAlive(plan(Mode.REQUIRED, 14), Duration.ofSeconds(14)))
                .isInstanceOf(Failed.class);
        assertThat(kernel.look()).containsExactly("write V", "close");
    }

    @Test
    void a_missing_device_is_unusable() {
        kernel.missing = true;

        WatchdogState state = watchdog.state(plan(Mode.REQUIRED));

        assertThat(state).isEqualTo(new Failed("/dev/watchdog is missing or must not be written to"));
        assertThat(watchdog.arm(plan(Mode.REQUIRED), FRESH)).isEqualTo(state);
    }

    @Test
    void what_is_no_watchdog_is_closed_and_unusable() {
        kernel.broken.add("support");

        assertThat(watchdog.arm(plan(Mode.AUTOMATIC), FRESH))
                .isEqualTo(new Unusable(
                        "/dev/watchdog: it does not answer as a watchdog does, " + "support: [5] Input/output error"));
        assertThat(kernel.look()).containsExactly("open /dev/watchdog", "close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "support", "set", "get"})
    void a_device_that_fails_at_the_start_is_unusable_and_stays_closed(String call) {
        kernel.broken.add(call);

        assertThat(watchdog.arm(plan(Mode.REQUIRED), FRESH)).isInstanceOf(Failed.class);
        assertThat(watchdog.keepAlive(plan(Mode.REQUIRED), FRESH)).isEqualTo(new Ready());
        assertThat(kernel.look().stream().filter("close"::equals)).hasSize(call.equals("open") ? 0 : 1);
    }

    @Test
    void a_device_that_refuses_one_feeding_is_opened_anew() {
        kernel.options = FakeKernel.SETTIMEOUT | FakeKernel.MAGICCLOSE;
        watchdog.arm(plan(Mode.REQUIRED), FRESH);
        kernel.look();
        kernel.failNextWrite();

        assertThat(watchdog.keepAlive(plan(Mode.REQUIRED), FRESH)).isEqualTo(NOMINAL);
        assertThat(kernel.look()).containsExactly("write V", "close", "open /dev/watchdog", "set 25", "write 1");
    }

    @Test
    void a_device_that_cannot_be_fed_any_more_is_unusable() {
        watchdog.arm(plan(Mode.REQUIRED), FRESH);
        kernel.broken.add("write");
        kernel.broken.add("ping");

        assertThat(watchdog.keepAlive(plan(Mode.REQUIRED), FRESH)).isInstanceOf(Failed.class);
        assertThat(watchdog.state(plan(Mode.REQUIRED))).isEqualTo(new Ready());
    }

    @Test
    void there_is_a_watchdog_on_linux_only() {
        assertThat(LinuxWatchdog.isPossibleOn("Linux")).isTrue();
        assertThat(LinuxWatchdog.isPossibleOn("Mac OS X")).isFalse();
    }
}
