package io.regent.agent.decision;

import io.regent.watchdog.WatchdogState;
import java.util.Optional;

/** Whoever accepts writes under the lease has the watchdog at its back, if it must or can (HA-178, HA-179, D-190, D-191). */
final class Arming {

    private Arming() {}

    /**
     * Has the watchdog started. In pause there is none (D-005).
     *
     * @param refused what to do when it is required and does not run
     * @return empty when nothing stands in the way
     */
    static Optional<Decision> decide(View view, Decision refused) {
        if (view.paused()) {
            return Say.nothing();
        }
        return switch (view.watchdog()) {
            case WatchdogState.Ready _ -> Say.does(new Action.ArmWatchdog(), Rule.ARM_WATCHDOG);
            case WatchdogState.Failed _ -> Optional.of(refused);
            case WatchdogState.Off _, WatchdogState.Unusable _, WatchdogState.Armed _ -> Say.nothing();
        };
    }

    /** Whether this member must not lead for want of a watchdog. */
    static boolean isImpossible(View view) {
        return !view.paused() && view.watchdog() instanceof WatchdogState.Failed;
    }
}
