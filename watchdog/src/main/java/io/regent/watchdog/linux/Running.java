package io.regent.watchdog.linux;

import io.regent.watchdog.WatchdogPlan;
import io.regent.watchdog.WatchdogPlan.Mode;
import io.regent.watchdog.WatchdogState;
import io.regent.watchdog.WatchdogTiming;
import io.regent.watchdog.linux.SystemCalls.CallFailed;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The device that runs, and the timeout that it has. */
final class Running {

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    private final Device device;
    private final WatchdogPlan opened;
    private Optional<WatchdogPlan> adopted = Optional.empty();
    private Duration asked = Duration.ZERO;
    private Duration timeout = Duration.ZERO;

    Running(Device device, WatchdogPlan opened) {
        this.device = device;
        this.opened = opened;
    }

    boolean isOf(WatchdogPlan plan) {
        return opened.device().equals(plan.device()) && opened.driver() == plan.driver();
    }

    WatchdogState state() {
        return new WatchdogState.Armed(timeout);
    }

    /**
     * Sets the timeout of a plan that is new.
     *
     * @return why the device cannot be used for it
     */
    Optional<String> adopt(WatchdogPlan plan) throws CallFailed {
        if (adopted.equals(Optional.of(plan))) {
            return Optional.empty();
        }
        WatchdogTiming timing = plan.timing();
        set(timing.timeout());
        LOG.info("The watchdog {} resets this machine when it is not fed for {} s", plan.device(), timeout.toSeconds());
        if (timeout.compareTo(timing.loopWait()) < 0) {
            return Optional.of("its timeout is %d s, and the loop turns every %d s"
                    .formatted(timeout.toSeconds(), timing.loopWait().toSeconds()));
        }
        if (timeout.compareTo(timing.timeout()) > 0) {
            String longer = "its timeout is %d s and cannot be the %d s that fit into the lease"
                    .formatted(timeout.toSeconds(), timing.timeout().toSeconds());
            if (plan.mode() == Mode.REQUIRED) {
                return Optional.of(longer);
            }
            LOG.warn("The watchdog {} may be too late: {}", plan.device(), longer);
        }
        adopted = Optional.of(plan);
        return Optional.empty();
    }

    /**
     * Feeds it so that it resets the machine after the timeout at the latest. A device whose timeout is fixed is left hungry
     * instead: its last feeding counts.
     */
    void feed(Duration within) throws CallFailed {
        boolean shortened = adopted.filter(
                        plan -> within.compareTo(plan.timing().timeout()) < 0)
                .isPresent();
        if (shortened && !device.canSetTimeout()) {
            return;
        }
        if (!within.equals(asked)) {
            set(within);
        }
        device.feed();
    }

    void stop() {
        try {
            if (device.stop()) {
                LOG.info("The watchdog {} is stopped", opened.device());
            } else {
                LOG.warn(
                        "The watchdog {} cannot be stopped: it resets this machine in {} s unless something feeds it",
                        opened.device(),
                        timeout.toSeconds());
            }
        } catch (CallFailed e) {
            LOG.warn(
                    "The watchdog {} could not be stopped and may reset this machine in {} s: {}",
                    opened.device(),
                    timeout.toSeconds(),
                    e.getMessage());
        }
    }

    private void set(Duration wanted) throws CallFailed {
        timeout = Duration.ofSeconds(device.setTimeout((int) wanted.toSeconds()));
        asked = wanted;
    }
}
