package io.regent.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the leader's lease lasts and how often it is renewed: {@code loop_wait + 2 * retry_timeout <= ttl}.
 *
 * @param ttl at least 20 s, in whole seconds
 * @param loopWait at least 1 s
 * @param retryTimeout at least 3 s
 */
public record LeaseTiming(Duration ttl, Duration loopWait, Duration retryTimeout) {

    public static final LeaseTiming DEFAULT =
            new LeaseTiming(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(10));

    private static final Duration SHORTEST_TTL = Duration.ofSeconds(20);
    private static final Duration SHORTEST_LOOP_WAIT = Duration.ofSeconds(1);
    private static final Duration SHORTEST_RETRY_TIMEOUT = Duration.ofSeconds(3);

    /**
     * Keeps the lease as asked, and shortens what does not fit into it: the wait first, then the retries (CFG-003 to
     * CFG-006).
     */
    public static Checked<LeaseTiming> fitting(Duration ttl, Duration loopWait, Duration retryTimeout) {
        List<String> warnings = new ArrayList<>();
        Duration lease = atLeast(SHORTEST_TTL, ttl, "ttl", warnings);
        Duration wait = atLeast(SHORTEST_LOOP_WAIT, loopWait, "loop_wait", warnings);
        Duration retry = atLeast(SHORTEST_RETRY_TIMEOUT, retryTimeout, "retry_timeout", warnings);
        if (wait.plus(retry.multipliedBy(2)).compareTo(lease) > 0) {
            Duration fittingWait = longer(lease.minus(retry.multipliedBy(2)), SHORTEST_LOOP_WAIT);
            Duration fittingRetry =
                    shorter(retry, wholeSeconds(lease.minus(fittingWait).dividedBy(2)));
            warnings.add(("loop_wait + 2 * retry_timeout must not exceed ttl (%d s):"
                            + " loop_wait %d s is used as %d s, retry_timeout %d s as %d s")
                    .formatted(
                            lease.toSeconds(),
                            wait.toSeconds(),
                            fittingWait.toSeconds(),
                            retry.toSeconds(),
                            fittingRetry.toSeconds()));
            wait = fittingWait;
            retry = fittingRetry;
        }
        return new Checked<>(new LeaseTiming(lease, wait, retry), warnings);
    }

    private static Duration atLeast(Duration minimum, Duration asked, String setting, List<String> warnings) {
        if (asked.compareTo(minimum) >= 0) {
            return asked;
        }
        warnings.add("%s: %d is too small, the minimum %d is used"
                .formatted(setting, asked.toSeconds(), minimum.toSeconds()));
        return minimum;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration wholeSeconds(Duration duration) {
        return Duration.ofSeconds(duration.toSeconds());
    }
}
