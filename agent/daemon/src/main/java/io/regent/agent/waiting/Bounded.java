package io.regent.agent.waiting;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks something that may hang, without hanging (DESIGN.md, safety rule 9). */
public final class Bounded<T> {

    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Thread thread;

    private Bounded(Supplier<T> question) {
        this.thread = Thread.ofVirtual().start(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
    }

    /** Asks on a virtual thread of its own. */
    public static <T> Bounded<T> ask(Supplier<T> question) {
        return new Bounded<>(question);
    }

    /**
     * The answer, or the other value when it takes longer; the asking thread is interrupted then.
     *
     * @throws RuntimeException what the question threw, wrapped in a {@code CompletionException}
     */
    public T within(Duration limit, T otherwise) {
        T learned = answer.copy()
                .completeOnTimeout(otherwise, limit.toNanos(), TimeUnit.NANOSECONDS)
                .join();
        if (!answer.isDone()) {
            thread.interrupt();
        }
        return learned;
    }
}
