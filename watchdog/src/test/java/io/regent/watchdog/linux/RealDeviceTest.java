package io.regent.watchdog.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.watchdog.WatchdogPlan.Driver;
import io.regent.watchdog.WatchdogPlan.Mode;
import io.regent.watchdog.WatchdogState.Armed;
import io.regent.watchdog.WatchdogState.Ready;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Arms, feeds and stops a real device, which must be one that can be stopped: {@code modprobe softdog soft_noboot=1} and
 * {@code -Dregent.watchdog.device=/dev/watchdog}.
 */
@EnabledIfSystemProperty(named = "regent.watchdog.device", matches = "/.+")
class RealDeviceTest {

    @Test
    void a_real_device_is_armed_fed_changed_and_stopped() {
        var device = Path.of(System.getProperty("regent.watchdog.device", ""));
        var plan = Plans.plan(Mode.REQUIRED, 30, device, Driver.LINUX);
        var watchdog = LinuxWatchdog.ofThisMachine();

        assertThat(watchdog.arm(plan, Duration.ofSeconds(30))).isEqualTo(new Armed(Duration.ofSeconds(25)));
        var longer = Plans.plan(Mode.REQUIRED, 60, device, Driver.LINUX);
        assertThat(watchdog.keepAlive(longer, Duration.ofSeconds(60))).isEqualTo(new Armed(Duration.ofSeconds(55)));
        watchdog.disarm();

        assertThat(watchdog.state(plan)).isEqualTo(new Ready());
    }
}
