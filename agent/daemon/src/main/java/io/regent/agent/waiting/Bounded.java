package io.regent.agent.waiting;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks something that may hang or fail, without doing either (DESIGN.md, safety rule 9). */
public final class Bounded<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Bounded.class);

    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Thread thread;

    /** Nothing was asked, so that there will be no answer. */
    private Bounded() {
        this.thread = Thread.currentThread();
        answer.completeExceptionally(new IllegalStateException("nothing was asked"));
    }

    private Bounded(Supplier<T> question) {
        this.thread = Thread.ofVirtual().start(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                LOG.error("A look at the world failed", e);
                answer.completeExceptionally(e);
            }
        });
    }

    /** Asks on a virtual thread of its own. */
    public static <T> Bounded<T> ask(Supplier<T> question) {
        return new Bounded<>(question);
    }

    /** A question that is not asked, because an earlier one still hangs: the other value at once. */
    public static <T> Bounded<T> notAsked() {
        return new Bounded<>();
    }

    /** Whether it has ended, with an answer or without one. */
    public boolean isOver() {
        return answer.isDone();
    }

    /**
     * The answer, or the other value when the question failed or takes longer; the asking thread is interrupted then.
     *
     * @param limit counted from now; an answer that is there already is taken even when nothing is left
     */
    public T within(Duration limit, T otherwise) {
        T learned = answer.copy()
                .exceptionally(failure -> otherwise)
                .completeOnTimeout(otherwise, Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS)
                .join();
        if (!answer.isDone()) {
            thread.interrupt();
        }
        return learned;
    }
}
