package io.regent.postgres.server;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for a condition by looking again and again, up to a deadline on the monotonic clock. */
public final class Patience {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final long deadline;

    private Patience(long deadline) {
        this.deadline = deadline;
    }

    /** A wait that ends after the given time. */
    public static Patience of(Duration time) {
        return new Patience(System.nanoTime() + time.toNanos());
    }

    /** Whether the time is up. */
    public boolean isOver() {
        return System.nanoTime() - deadline >= 0;
    }

    /**
     * Looks until there is an answer or the time is up; looks once in any case.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    public <T> Optional<T> await(Supplier<Optional<T>> look) throws InterruptedException {
        while (true) {
            Optional<T> answer = look.get();
            if (answer.isPresent() || isOver()) {
                return answer;
            }
            pause();
        }
    }

    /** Waits a moment before the next look. */
    public void pause() throws InterruptedException {
        Thread.sleep(PAUSE);
    }
}
