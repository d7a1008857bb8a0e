package io.regent.watchdog;

import java.time.Duration;
import java.util.Optional;

/**
 * How the watchdog fits into the lease (HA-177). Devices count whole seconds.
 *
 * @param timeout of the device
 * @param margin how long before the end of the lease the machine is to be reset
 * @param loopWait the time between two turns of the loop, and so between two feedings
 */
public record WatchdogTiming(Duration timeout, Duration margin, Duration loopWait) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * The timing for a lease.
     *
     * @param ttl of the lease, in whole seconds
     * @param margin in whole seconds; empty for half of the lease
     * @throws IllegalArgumentException if the margin is negative (LES-044)
     */
    public static WatchdogTiming of(Duration ttl, Duration loopWait, Optional<Duration> margin) {
        if (margin.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("a negative safety margin: " + margin.orElseThrow());
        }
        Duration timeout = margin.map(ttl::minus).orElseGet(() -> Duration.ofSeconds(ttl.toSeconds() / 2));
        return new WatchdogTiming(timeout, ttl.minus(timeout), loopWait);
    }

    /** By how much a turn may be late before the machine is reset; negative when the turns are too far apart. */
    public Duration slack() {
        return timeout.minus(loopWait);
    }

    /** Whether a healthy loop feeds the device in time. */
    public boolean isUsable() {
        return !slack().isNegative() && timeout.compareTo(SECOND) >= 0;
    }

    /**
     * The timeout with which a feeding at this moment resets the machine before the lease ends. An answer of the store that was
     * slow has used up a part of the lease, and the timeout is shorter by as much. A fraction of a second is left to the margin,
     * but never so that the lease ends first.
     *
     * @param leaseLeft from now to the end of the lease
     * @return whole seconds, at most {@link #timeout()}; empty when there is not a second left
     */
    public Optional<Duration> timeoutFor(Duration leaseLeft) {
        long exact = leaseLeft.minus(margin).toSeconds();
        Duration roundedUp = Duration.ofSeconds(exact + (leaseLeft.toNanosPart() == 0 ? 0 : 1));
        Duration wanted = roundedUp.compareTo(leaseLeft) > 0 ? Duration.ofSeconds(exact) : roundedUp;
        Duration limited = wanted.compareTo(timeout) > 0 ? timeout : wanted;
        return limited.compareTo(SECOND) < 0 ? Optional.empty() : Optional.of(limited);
    }
}
