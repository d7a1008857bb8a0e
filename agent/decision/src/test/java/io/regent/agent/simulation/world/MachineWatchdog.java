package io.regent.agent.simulation.world;

import io.regent.agent.simulation.engine.Order;
import io.regent.watchdog.Watchdog;
import io.regent.watchdog.WatchdogPlan;
import io.regent.watchdog.WatchdogPlan.Mode;
import io.regent.watchdog.WatchdogState;
import java.time.Duration;
import java.util.Optional;

/** The watchdog of one machine. It belongs to the hardware: it goes on when the agent is gone, and stands still with the machine. */
final class MachineWatchdog implements Watchdog {

    private final World world;
    private final Node node;
    private Optional<Duration> timeout = Optional.empty();
    private long firesAt;
    private long feedings;

    MachineWatchdog(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    /** Whether it will reset the machine in time. One that was due while the machine stood still is late. */
    boolean protects() {
        return isArmed() && firesAt > world.now();
    }

    private boolean isArmed() {
        return timeout.isPresent();
    }

    @Override
    public WatchdogState state(WatchdogPlan plan) {
        if (plan.mode() == Mode.OFF) {
            return new WatchdogState.Off();
        }
        return timeout.<WatchdogState>map(WatchdogState.Armed::new).orElseGet(WatchdogState.Ready::new);
    }

    @Override
    public WatchdogState arm(WatchdogPlan plan, Duration leaseLeft) {
        if (plan.mode() != Mode.OFF) {
            plan.timing().timeoutFor(leaseLeft).ifPresent(this::feed);
        }
        return isArmed() ? state(plan) : plan.without("the lease is about to end");
    }

    @Override
    public WatchdogState keepAlive(WatchdogPlan plan, Duration leaseLeft) {
        return isArmed() ? arm(plan, leaseLeft) : state(plan);
    }

    @Override
    public void disarm() {
        timeout = Optional.empty();
        feedings++;
    }

    private void feed(Duration within) {
        timeout = Optional.of(within);
        firesAt = world.now() + within.toNanos();
        long mine = ++feedings;
        world.scheduler().after(within, Order.WORLD, node.machine(), () -> {
            if (feedings == mine) {
                disarm();
                node.reset();
            }
        });
    }
}
