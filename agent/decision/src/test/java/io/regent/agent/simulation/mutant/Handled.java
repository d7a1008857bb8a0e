package io.regent.agent.simulation.mutant;

import io.regent.watchdog.Watchdog;
import io.regent.watchdog.WatchdogPlan;
import io.regent.watchdog.WatchdogState;
import io.regent.watchdog.WatchdogTiming;
import java.time.Duration;

/** A watchdog that passes everything on; whoever extends it handles it wrongly. */
class Handled implements Watchdog {

    private final Watchdog real;

    Handled(Watchdog real) {
        this.real = real;
    }

    @Override
    public WatchdogState state(WatchdogPlan plan) {
        return real.state(plan);
    }

    @Override
    public WatchdogState arm(WatchdogPlan plan, Duration leaseLeft) {
        return real.arm(plan, leaseLeft);
    }

    @Override
    public WatchdogState keepAlive(WatchdogPlan plan, Duration leaseLeft) {
        return real.keepAlive(plan, leaseLeft);
    }

    @Override
    public void disarm() {
        real.disarm();
    }

    /** It is given twice the time. */
    static final class Overfed extends Handled {

        Overfed(Watchdog real) {
            super(real);
        }

        @Override
        public WatchdogState arm(WatchdogPlan plan, Duration leaseLeft) {
            return super.arm(longer(plan), leaseLeft.multipliedBy(2));
        }

        @Override
        public WatchdogState keepAlive(WatchdogPlan plan, Duration leaseLeft) {
            return super.keepAlive(longer(plan), leaseLeft.multipliedBy(2));
        }

        private static WatchdogPlan longer(WatchdogPlan plan) {
            WatchdogTiming timing = plan.timing();
            return new WatchdogPlan(
                    plan.mode(),
                    plan.device(),
                    plan.driver(),
                    new WatchdogTiming(timing.timeout().multipliedBy(2), timing.margin(), timing.loopWait()));
        }
    }

    /** It is said to run. */
    static final class NeverStarted extends Handled {

        NeverStarted(Watchdog real) {
            super(real);
        }

        @Override
        public WatchdogState state(WatchdogPlan plan) {
            return new WatchdogState.Armed(plan.timing().timeout());
        }

        @Override
        public WatchdogState arm(WatchdogPlan plan, Duration leaseLeft) {
            return state(plan);
        }
    }

    /** It gets nothing after its first meal. */
    static final class Starved extends Handled {

        Starved(Watchdog real) {
            super(real);
        }

        @Override
        public WatchdogState keepAlive(WatchdogPlan plan, Duration leaseLeft) {
            return state(plan);
        }
    }
}
