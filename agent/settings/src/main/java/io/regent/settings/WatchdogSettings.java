package io.regent.settings;

import io.regent.settings.values.ScalarText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The section {@code watchdog} (CFG-117 to CFG-119).
 *
 * @param safetyMargin how long before the end of the lease the watchdog fires; absent for half of the lease
 */
public record WatchdogSettings(Mode mode, Path device, Driver driver, Optional<Duration> safetyMargin) {

    private static final int DEFAULT_SAFETY_MARGIN = 5;
    private static final int HALF_OF_THE_LEASE = -1;

    static WatchdogSettings from(Section section) {
        Mode mode = section.value("mode").map(value -> mode(section, value)).orElse(Mode.AUTOMATIC);
        int margin = section.number("safety_margin", DEFAULT_SAFETY_MARGIN, HALF_OF_THE_LEASE, Integer.MAX_VALUE);
        var settings = new WatchdogSettings(
                mode,
                Path.of(section.text("device").orElse("/dev/watchdog")),
                section.choice("driver", Driver.DEFAULT, Driver.class),
                margin == HALF_OF_THE_LEASE ? Optional.empty() : Optional.of(Duration.ofSeconds(margin)));
        section.reportUnknown();
        return settings;
    }

    /** An unquoted {@code off} comes as a boolean. What nobody knows is off, and said (HA-178). */
    private static Mode mode(Section section, Object value) {
        String text = ScalarText.of(value).orElseGet(value::toString).strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "off", "false", "disable", "disabled" -> Mode.OFF;
            case "automatic", "auto" -> Mode.AUTOMATIC;
            case "required", "require" -> Mode.REQUIRED;
            default -> {
                section.problems()
                        .warn(
                                section.at("mode"),
                                "%s is not known, it must be off, automatic or required; the watchdog is off."
                                        .formatted(value));
                yield Mode.OFF;
            }
        };
    }

    /** Whether a leader needs a watchdog. */
    public enum Mode {
        OFF,
        AUTOMATIC,
        REQUIRED
    }

    /** How the device is spoken to. */
    public enum Driver {
        /** As Linux does. */
        DEFAULT,
        /** By bytes only, for tests that read them from a fifo. */
        TESTING
    }
}
