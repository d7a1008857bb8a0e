package io.regent.watchdog.linux;

import io.regent.watchdog.WatchdogPlan;
import io.regent.watchdog.WatchdogPlan.Driver;
import io.regent.watchdog.WatchdogPlan.Mode;
import io.regent.watchdog.WatchdogTiming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Plans for a device, with a lease of 30 seconds unless said otherwise. */
final class Plans {

    private Plans() {}

    static WatchdogPlan plan(Mode mode) {
        return plan(mode, 30);
    }

    static WatchdogPlan plan(Mode mode, int ttl) {
        return plan(mode, ttl, Path.of("/dev/watchdog"), Driver.LINUX);
    }

    static WatchdogPlan plan(Mode mode, int ttl, Path device, Driver driver) {
        var margin = Optional.of(Duration.ofSeconds(5));
        return new WatchdogPlan(
                mode, device, driver, WatchdogTiming.of(Duration.ofSeconds(ttl), Duration.ofSeconds(10), margin));
    }
}
