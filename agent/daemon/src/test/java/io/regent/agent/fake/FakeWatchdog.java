package io.regent.agent.fake;

import io.regent.watchdog.Watchdog;
import io.regent.watchdog.WatchdogPlan;
import io.regent.watchdog.WatchdogPlan.Mode;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A device that is there, and writes down what is done to it. */
public final class FakeWatchdog implements Watchdog {

    private final List<String> done = new ArrayList<>();
    private Optional<String> trouble = Optional.empty();
    private boolean armed;

    /** It refuses from now on. */
    public synchronized void refuse(String reason) {
        trouble = Optional.of(reason);
    }

    /** What was done since the last look: {@code arm}, {@code feed} with the seconds left of the lease, {@code stop}. */
    public synchronized List<String> look() {
        var copy = List.copyOf(done);
        done.clear();
        return copy;
    }

    /** Whether it would reset the machine. */
    public synchronized boolean isArmed() {
        return armed;
    }

    @Override
    public synchronized WatchdogState state(WatchdogPlan plan) {
        if (plan.mode() == Mode.OFF) {
            return new WatchdogState.Off();
        }
        return armed
                ? new WatchdogState.Armed(plan.timing().timeout())
                : trouble.map(plan::without).orElseGet(WatchdogState.Ready::new);
    }

    @Override
    public synchronized WatchdogState arm(WatchdogPlan plan, Duration leaseLeft) {
        if (trouble.isPresent()) {
            return plan.without(trouble.orElseThrow());
        }
        armed = plan.mode() != Mode.OFF;
        done.add("arm " + plan.timing().timeout().toSeconds());
        return state(plan);
    }

    @Override
    public synchronized WatchdogState keepAlive(WatchdogPlan plan, Duration leaseLeft) {
        if (armed) {
            done.add("feed " + leaseLeft.toSeconds());
        }
        return state(plan);
    }

    @Override
    public synchronized void disarm() {
        if (armed) {
            done.add("stop");
        }
        armed = false;
    }
}
