package io.regent.settings;

import java.time.Duration;

/**
 * When a leader that is not well gives the leadership up: keys of the section {@code regent} of the dynamic document.
 *
 * @param diskProbeTimeout how long the disk of the data directory may accept no write; zero for as long as it likes (LES-046)
 * @param connectionFailures how many new connections in a row may come to nothing; zero for any number (LES-047)
 * @param crashBudget how many crashes within the window are answered by starting the server where it is; zero for any number (LES-056)
 * @param crashWindow how far back crashes count
 * @param crashHold how long a node that is over its budget does not lead while another can
 */
public record FencingSettings(
        Duration diskProbeTimeout, int connectionFailures, int crashBudget, Duration crashWindow, Duration crashHold) {

    private static final Duration DEFAULT_DISK_PROBE_TIMEOUT = Duration.ofSeconds(60);
    private static final int DEFAULT_CONNECTION_FAILURES = 6;
    private static final int DEFAULT_CRASH_BUDGET = 3;
    private static final Duration DEFAULT_CRASH_WINDOW = Duration.ofMinutes(10);
    private static final Duration DEFAULT_CRASH_HOLD = Duration.ofMinutes(10);

    static FencingSettings from(Section section) {
        return new FencingSettings(
                section.seconds("disk_probe_timeout", DEFAULT_DISK_PROBE_TIMEOUT, 0),
                section.number("connection_failures", DEFAULT_CONNECTION_FAILURES, 0, Integer.MAX_VALUE),
                section.number("crash_budget", DEFAULT_CRASH_BUDGET, 0, Integer.MAX_VALUE),
                section.seconds("crash_window", DEFAULT_CRASH_WINDOW, 1),
                section.seconds("crash_hold", DEFAULT_CRASH_HOLD, 0));
    }
}
