package io.regent.postgres.progress;

import io.regent.postgres.WorkProgress;
import io.regent.postgres.WorkProgress.Amount;
import io.regent.postgres.WorkProgress.Work;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Knows how far the work is that runs at this moment. The work's own thread tells, any thread may ask, and nobody waits. */
public final class ProgressMeter {

    private static final long WINDOW = Duration.ofSeconds(30).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanos;
    private final AtomicReference<Optional<Run>> current = new AtomicReference<>(Optional.empty());

    /**
     * Knows of nothing yet.
     *
     * @param nanos a monotonic clock
     */
    public ProgressMeter(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What runs; empty when nothing does. */
    public Optional<WorkProgress> now() {
        return current.get().map(Run::progress);
    }

    /** Work begins, and takes the place of earlier work that has not let go yet. */
    public Run begin(Work work, Optional<String> source) {
        var run = new Run(work, source);
        current.set(Optional.of(run));
        return run;
    }

    /** One piece of work, until it is closed. */
    public final class Run implements AutoCloseable {

        private record Sample(long nanos, long bytes) {}

        private final Work work;
        private final Optional<String> source;
        private final Deque<Sample> samples = new ArrayDeque<>();
        private String phase = "preparing";
        private Optional<Amount> amount = Optional.empty();

        private Run(Work work, Optional<String> source) {
            this.work = work;
            this.source = source;
        }

        /** What is under way now, in words for people. */
        public synchronized void phase(String words) {
            phase = words;
        }

        /** So much is done; less than before when it begins anew. */
        public synchronized void reached(long bytes, OptionalLong totalBytes) {
            long now = nanos.getAsLong();
            if (!samples.isEmpty() && bytes < samples.getLast().bytes()) {
                samples.clear();
            }
            samples.addLast(new Sample(now, bytes));
            while (samples.size() > 2 && now - samples.getFirst().nanos() > WINDOW) {
                samples.removeFirst();
            }
            amount = Optional.of(new Amount(bytes, totalBytes, rate()));
        }

        private long rate() {
            Sample first = samples.getFirst();
            Sample last = samples.getLast();
            double seconds = (last.nanos() - first.nanos()) / NANOS_PER_SECOND;
            return seconds > 0 ? Math.round((last.bytes() - first.bytes()) / seconds) : 0;
        }

        private synchronized WorkProgress progress() {
            return new WorkProgress(work, source, phase, amount);
        }

        @Override
        public void close() {
            current.updateAndGet(present -> present.filter(other -> other != this));
        }
    }
}
