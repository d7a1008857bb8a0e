package io.regent.it.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for conditions. The only place of the harness where time passes on purpose. */
public final class Await {

    private static final Duration PAUSE = Duration.ofMillis(50);

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
            pause();
        }
        throw new AssertionError("waited %d s in vain for: %s".formatted(limit.toSeconds(), what), last);
    }

    /** A moment between two attempts. */
    static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.interrupted()) {
            throw new AssertionError("interrupted while waiting");
        }
    }
}
