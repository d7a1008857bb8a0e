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

    private static final int DEFAULT_SAFETY_MARGIN = 5;
    private static final int HALF_OF_THE_LEASE = -1;

    static WatchdogSettings from(Section section) {
        boolean spelledOff = section.value("mode").equals(Optional.of(false));
        Mode mode = spelledOff ? Mode.OFF : section.choice("mode", Mode.AUTOMATIC, Mode.class);
        int margin = section.number("safety_margin", DEFAULT_SAFETY_MARGIN, HALF_OF_THE_LEASE, Integer.MAX_VALUE);
        var settings = new WatchdogSettings(
                mode,
                Path.of(section.text("device").orElse("/dev/watchdog")),
                margin == HALF_OF_THE_LEASE ? Optional.empty() : Optional.of(Duration.ofSeconds(margin)));
        section.reportUnknown();
        return settings;
    }

    /** Whether a leader needs a watchdog. */
    public enum Mode {
        OFF,
        AUTOMATIC,
        REQUIRED
    }
}
