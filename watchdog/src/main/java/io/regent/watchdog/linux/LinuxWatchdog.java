package io.regent.watchdog.linux;

import io.regent.watchdog.Watchdog;
import io.regent.watchdog.WatchdogPlan;
import io.regent.watchdog.WatchdogPlan.Mode;
import io.regent.watchdog.WatchdogState;
import io.regent.watchdog.linux.SystemCalls.CallFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watchdog device of a Linux machine (HA-180, IF-014). */
public final class LinuxWatchdog implements Watchdog {

    private static final Logger LOG = LoggerFactory.getLogger(LinuxWatchdog.class);

    private final SystemCalls calls;
    private final String architecture;
    private Optional<Running> running = Optional.empty();

    LinuxWatchdog(SystemCalls calls, String architecture) {
        this.calls = calls;
        this.architecture = architecture;
    }

    /** The one of this machine. Opens nothing yet. */
    public static LinuxWatchdog ofThisMachine() {
        return new LinuxWatchdog(new LibC(), System.getProperty("os.arch", ""));
    }

    /**
     * Whether such a system can have a watchdog device at all.
     *
     * @param system the Java property {@code os.name}
     */
    public static boolean isPossibleOn(String system) {
        return system.toLowerCase(Locale.ROOT).contains("linux");
    }

    @Override
    public synchronized WatchdogState state(WatchdogPlan plan) {
        if (plan.mode() == Mode.OFF) {
            return new WatchdogState.Off();
        }
        Optional<WatchdogState> hindered = obstacle(plan).map(plan::without);
        return hindered.or(() -> running.map(Running::state)).orElseGet(WatchdogState.Ready::new);
    }

    @Override
    public synchronized WatchdogState arm(WatchdogPlan plan, Duration leaseLeft) {
        closeUnlessWanted(plan);
        WatchdogState state = state(plan);
        return switch (state) {
            case WatchdogState.Off _, WatchdogState.Unusable _, WatchdogState.Failed _ -> state;
            case WatchdogState.Ready _, WatchdogState.Armed _ -> fed(plan, leaseLeft);
        };
    }

    /** A device that does not take the byte any more gets one more chance, opened anew. */
    @Override
    public synchronized WatchdogState keepAlive(WatchdogPlan plan, Duration leaseLeft) {
        if (running.isEmpty()) {
            return state(plan);
        }
        WatchdogState state = arm(plan, leaseLeft);
        boolean wanted = plan.mode() != Mode.OFF && obstacle(plan).isEmpty();
        return wanted && running.isEmpty() ? arm(plan, leaseLeft) : state;
    }

    @Override
    public synchronized void disarm() {
        running.ifPresent(device -> {
            running = Optional.empty();
            device.stop();
        });
    }

    private void closeUnlessWanted(WatchdogPlan plan) {
        boolean wanted = plan.mode() != Mode.OFF
                && plan.timing().isUsable()
                && running.filter(device -> device.isOf(plan)).isPresent();
        if (!wanted) {
            disarm();
        }
    }

    /** What forbids to use the device, as far as that can be seen without opening it. */
    private Optional<String> obstacle(WatchdogPlan plan) {
        if (!plan.timing().isUsable()) {
            return Optional.of("its timeout would be %d s (ttl without safety_margin), and the loop turns every %d s"
                    .formatted(
                            plan.timing().timeout().toSeconds(),
                            plan.timing().loopWait().toSeconds()));
        }
        return running.isPresent() || calls.mayWrite(plan.device())
                ? Optional.empty()
                : Optional.of(plan.device() + " is missing or must not be written to");
    }

    private WatchdogState fed(WatchdogPlan plan, Duration leaseLeft) {
        Optional<Duration> timeout = plan.timing().timeoutFor(leaseLeft);
        if (timeout.isEmpty()) {
            return running.<WatchdogState>map(Running::state)
                    .orElseGet(() -> plan.without("the lease is about to end"));
        }
        try {
            Running device = running.isPresent() ? running.orElseThrow() : open(plan);
            Optional<String> refusal = device.adopt(plan);
            if (refusal.isPresent()) {
                disarm();
                return plan.without(plan.device() + ": " + refusal.orElseThrow());
            }
            device.feed(timeout.orElseThrow());
            return device.state();
        } catch (CallFailed e) {
            disarm();
            return plan.without(plan.device() + ": " + e.getMessage());
        }
    }

    private Running open(WatchdogPlan plan) throws CallFailed {
        Path path = plan.device();
        Device device = switch (plan.driver()) {
            case LINUX -> IoctlDevice.open(calls, path, architecture);
            case TESTING -> TestingDevice.open(calls, path);
        };
        LOG.info("The watchdog {} runs ({})", path, device.identity());
        var opened = new Running(device, plan);
        running = Optional.of(opened);
        return opened;
    }
}
