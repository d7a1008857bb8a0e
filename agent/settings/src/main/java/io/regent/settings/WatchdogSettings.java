package io.regent.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code watchdog} (CFG-117 to CFG-119).
 *
 * @param safetyMargin how long before the end of the lease the watchdog fires; absent for half of the lease
 */
public record WatchdogSettings(Mode mode, Path device, Optional<Duration> safetyMargin) {

    /** Whether a leader needs a watchdog. */
    public enum Mode {
        OFF,
        AUTOMATIC,
        REQUIRED
    }
}
