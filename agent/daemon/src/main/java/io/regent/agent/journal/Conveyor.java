package io.regent.agent.journal;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does things one after another on a thread of its own. Whoever hands something over never waits: what finds the queue full is
 * dropped and counted (DESIGN.md, safety rule 9).
 */
final class Conveyor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Conveyor.class);
    private static final Duration LAST_WORK = Duration.ofSeconds(2);

    private final BlockingQueue<Runnable> queue;
    private final AtomicLong dropped = new AtomicLong();
    private final Thread worker;
    private volatile boolean closing;

    /**
     * Begins to work.
     *
     * @param capacity how many things may wait
     */
    Conveyor(String name, int capacity) {
        queue = new ArrayBlockingQueue<>(capacity);
        worker = Thread.ofPlatform().daemon().name(name).start(this::work);
    }

    /** Hands something over. Any thread may call it; returns at once. */
    void offer(Runnable task) {
        if (!queue.offer(task)) {
            dropped.incrementAndGet();
        }
    }

    /** How much was dropped. */
    long dropped() {
        return dropped.get();
    }

    /** Waits a little for what is in the queue. */
    @Override
    public void close() {
        closing = true;
        offer(() -> {});
        try {
            if (!worker.join(LAST_WORK)) {
                worker.interrupt();
            }
        } catch (InterruptedException e) {
            worker.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!closing || !queue.isEmpty()) {
                done(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What fails is a fault of ours; the next may do better. */
    private void done(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            dropped.incrementAndGet();
            LOG.warn("A decision could not be recorded", e);
        }
    }
}
