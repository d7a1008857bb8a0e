package io.regent.watchdog;

import java.time.Duration;

/**
 * The device that resets the machine unless it is fed.
 *
 * <p>It must be fed only when the lease was confirmed (HA-179); it has no timer of its own. Never throws for what a device does;
 * any thread may call. Calls do not wait for anything but the driver.
 */
public interface Watchdog {

    /** What can be expected of it. Opens nothing, because opening a device starts it. */
    WatchdogState state(WatchdogPlan plan);

    /**
     * Starts the device unless it runs, and feeds it.
     *
     * @param leaseLeft from now to the end of the lease
     * @return {@link WatchdogState.Armed}, or why not; the device is closed again then
     */
    WatchdogState arm(WatchdogPlan plan, Duration leaseLeft);

    /**
     * Feeds the device if it runs, with the plan as it is now: a new timeout is set without opening it again, another device is
     * opened instead, and none is kept that is not wanted any more (HA-182).
     *
     * @param leaseLeft from now to the end of the lease
     */
    WatchdogState keepAlive(WatchdogPlan plan, Duration leaseLeft);

    /** Stops the device in an orderly way; does nothing when it does not run. */
    void disarm();
}
