package io.regent.watchdog;

import java.time.Duration;

/** What can be expected of the watchdog right now. */
public sealed interface WatchdogState {

    /** The operator does not want one. */
    record Off() implements WatchdogState {}

    /**
     * One would be used and cannot be: there is no device, it refused, or its timing does not fit the lease (HA-177, HA-180). Its
     * absence forbids nothing.
     */
    record Unusable(String reason) implements WatchdogState {}

    /** The same, and without one nobody may lead (HA-178). */
    record Failed(String reason) implements WatchdogState {}

    /** The device is there and is not running. */
    record Ready() implements WatchdogState {}

    /**
     * The device runs, and resets the machine that long after it was last fed.
     *
     * @param timeout as the device keeps it, in whole seconds
     */
    record Armed(Duration timeout) implements WatchdogState {}
}
