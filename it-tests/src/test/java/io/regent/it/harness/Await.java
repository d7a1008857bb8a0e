package io.regent.it.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for conditions. The only place of the harness where time passes on purpose. */
public final class Await {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    /** Every look costs the servers under test connections and processes; with four classes side by side that was half of the machine. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
    /** A wait is at most so much longer than it had to be. */
    private static final double SHARE = 0.05;

    private Await() {}

    /** Something that is not there yet. An exception means the same as {@code false}: servers come and go here. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** A value that is not there yet. */
    @FunctionalInterface
    public interface Search<T> {
        Optional<T> look() throws Exception;
    }

    /**
     * Returns when the condition holds.
     *
     * @throws AssertionError when it does not hold within the limit
     */
    public static void until(String what, Duration limit, Condition condition) {
        value(what, limit, () -> condition.holds() ? Optional.of(true) : Optional.empty());
    }

    /**
     * Returns the value as soon as there is one.
     *
     * @throws AssertionError when there is none within the limit
     */
    public static <T> T value(String what, Duration limit, Search<T> search) {
        long start = System.nanoTime();
        @Nullable Exception last = null;
        while (System.nanoTime() - start < limit.toNanos()) {
            try {
                var found = search.look();
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (Exception notYet) {
                last = notYet;
            }
            pause(Duration.ofNanos((long) (SHARE * (System.nanoTime() - start))));
        }
        throw new AssertionError("waited %d s in vain for: %s".formatted(limit.toSeconds(), what), last);
    }

    private static void pause(Duration wanted) {
        LockSupport.parkNanos(Math.clamp(wanted.toNanos(), SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos()));
        if (Thread.interrupted()) {
            throw new AssertionError("interrupted while waiting");
        }
    }
}
