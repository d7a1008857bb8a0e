package io.regent.agent.decision;

import io.regent.agent.decision.Settings.CrashBudget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A primary that crashed is started where it is, again and again but not without end: each attempt waits longer than the one before,
 * and over the budget another member leads, while this one holds back for a time (LES-056).
 */
final class CrashLoop {

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    private CrashLoop() {}

    static Optional<Decision> decide(View view) {
        CrashBudget budget = view.settings().fencing().crashes();
        int crashes = view.memory().crashes().startedAt().size();
        if (budget.allowed() > 0 && crashes >= budget.allowed()) {
            return switch (Takeover.possible(view)) {
                case UNKNOWN -> Say.does(new Action.AskPeers(Members.others(view)), Rule.ASK_BEFORE_GIVING_UP);
                case YES -> Say.does(new Action.ReleaseLease(Optional.empty()), Rule.CRASHES_TOO_OFTEN);
                case NO -> startAfterDelay(view);
            };
        }
        return startAfterDelay(view);
    }

    /** Whether this member leaves the race to others, after the peers were asked. An operator's choice goes before. */
    static boolean holdsBack(View view) {
        return view.memory().crashes().gaveUpAt().isPresent() && Takeover.possible(view) == Takeover.YES;
    }

    private static Optional<Decision> startAfterDelay(View view) {
        return isDelayOver(view) ? NotRunning.inPlace(view) : Say.waits(Rule.RESTART_CRASHED_LATER);
    }

    /** The first attempt is made at once; the second no sooner than a turn after it, and then twice as long each time. */
    private static boolean isDelayOver(View view) {
        List<Long> attempts = view.memory().crashes().startedAt();
        if (attempts.isEmpty()) {
            return true;
        }
        int doublings = Math.min(attempts.size() - 1, MOST_DOUBLINGS);
        Duration delay = view.settings().loopWait().multipliedBy(1L << doublings);
        Duration capped = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
        return view.now() - attempts.getLast() >= capped.toNanos();
    }
}
