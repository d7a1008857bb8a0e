package io.regent.agent.decision;

import io.regent.agent.decision.Settings.CrashBudget;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The crashes of this member's server (LES-056).
 *
 * @param startedAt when it was started where it is after a crash, oldest first, in nanoseconds of the monotonic clock
 * @param gaveUpAt when the leadership was given up for them; empty when it was not, or long ago
 */
public record Crashes(List<Long> startedAt, Optional<Long> gaveUpAt) {

    /** It never crashed. */
    public static final Crashes NONE = new Crashes(List.of(), Optional.empty());

    public Crashes {
        startedAt = List.copyOf(startedAt);
    }

    /** What is known of them after a cycle. */
    static Crashes after(View view, Decision decision) {
        CrashBudget budget = view.settings().fencing().crashes();
        Crashes before = view.memory().crashes();
        Stream<Long> now = decision.action() instanceof Action.StartPrimary ? Stream.of(view.now()) : Stream.empty();
        long oldest = view.now() - budget.window().toNanos();
        Optional<Long> gaveUp = decision.rule() == Rule.CRASHES_TOO_OFTEN
                ? Optional.of(view.now())
                : before.gaveUpAt().filter(at -> view.now() - at < budget.hold().toNanos());
        return new Crashes(
                Stream.concat(before.startedAt().stream(), now)
                        .filter(at -> at > oldest)
                        .toList(),
                gaveUp);
    }
}
