package io.regent.watchdog;

import java.nio.file.Path;

/**
 * What the operator wants of the watchdog, with the timing that follows from the settings of the cluster (HA-178, HA-182).
 *
 * @param device the device file
 */
public record WatchdogPlan(Mode mode, Path device, Driver driver, WatchdogTiming timing) {

    /** Whether a leader needs a watchdog. */
    public enum Mode {
        /** There is none. */
        OFF,
        /** It is used if it can be. */
        AUTOMATIC,
        /** Nobody leads without it. */
        REQUIRED
    }

    /** The state of a watchdog that cannot be used: it depends on whether somebody needs it. */
    public WatchdogState without(String reason) {
        return switch (mode) {
            case OFF -> new WatchdogState.Off();
            case AUTOMATIC -> new WatchdogState.Unusable(reason);
            case REQUIRED -> new WatchdogState.Failed(reason);
        };
    }

    /** How the device is spoken to. */
    public enum Driver {
        /** By the ioctls of the Linux watchdog interface. */
        LINUX,
        /** By bytes only, for tests that read them from a fifo. */
        TESTING
    }
}
