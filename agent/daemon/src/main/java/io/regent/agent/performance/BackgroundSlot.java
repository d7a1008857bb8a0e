package io.regent.agent.performance;

import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Task;
import io.regent.dcs.MonotonicClock;
import io.regent.postgres.Outcome;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place for work on the server that takes longer than a cycle. It has one owner at a time: later work replaces
 * earlier work by interrupting it. Small chores run while there is no work, the newest of each name only.
 *
 * <p>The loop starts and looks; the work's own thread reports. Both synchronise on this object, and nothing is called while it
 * is held.
 */
public final class BackgroundSlot implements AutoCloseable {

    /** Long work. Ends early when its thread is interrupted. */
    @FunctionalInterface
    public interface Work {
        Outcome run(Progress progress);
    }

    /** What work tells while it runs. */
    public interface Progress {

        /** The step that cannot be taken back is taken now. */
        void committed();

        /** The shutdown checkpoint is on disk; wakes the loop. */
        void shutDownAt(Lsn checkpoint);
    }

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSlot.class);
    /** How long interrupted work may take to let go before its successor begins all the same. */
    private static final Duration LETTING_GO = Duration.ofSeconds(2);

    private final MonotonicClock clock;
    private final Runnable wakeLoop;
    private final Map<String, Runnable> chores = new LinkedHashMap<>();
    private @Nullable Job job;
    private BackgroundWork ended = new BackgroundWork.Idle();
    private @Nullable Thread choreThread;

    /**
     * @param wakeLoop called when work has ended or has something to tell
     */
    public BackgroundSlot(MonotonicClock clock, Runnable wakeLoop) {
        this.clock = clock;
        this.wakeLoop = wakeLoop;
    }

    /** Begins work; what runs is interrupted, and its end is not reported. */
    public synchronized void start(Task task, Work work) {
        Thread before = job == null ? choreThread : job.thread;
        ended = new BackgroundWork.Idle();
        job = new Job(task, work, before);
        if (before != null) {
            before.interrupt();
        }
        job.thread.start();
    }

    /** Interrupts what runs; it ends as failed. */
    public synchronized void cancel() {
        if (job != null) {
            job.thread.interrupt();
        }
    }

    /** What runs. Work that has ended is told once. */
    public synchronized BackgroundWork look() {
        if (job != null) {
            Duration past = Duration.ofNanos(clock.nanos() - job.since);
            return new BackgroundWork.Running(job.task, past, job.committed, job.shutDownAt);
        }
        BackgroundWork told = ended;
        ended = new BackgroundWork.Idle();
        return told;
    }

    /** The task that runs. */
    public synchronized Optional<Task> running() {
        return Optional.ofNullable(job).map(present -> present.task);
    }

    /** Has the chore done as soon as no work runs; a waiting chore of the same name is replaced. */
    public synchronized void chore(String name, Runnable chore) {
        chores.put(name, chore);
        if (job == null && choreThread == null) {
            choreThread = Thread.ofVirtual().name("chores").start(this::doChores);
        }
    }

    /** Interrupts whatever runs. */
    @Override
    public synchronized void close() {
        chores.clear();
        if (job != null) {
            job.thread.interrupt();
        }
        if (choreThread != null) {
            choreThread.interrupt();
        }
    }

    private void doChores() {
        Optional<Runnable> next = nextChore();
        while (next.isPresent()) {
            try {
                next.orElseThrow().run();
            } catch (RuntimeException e) {
                LOG.error("A chore failed", e);
            }
            next = nextChore();
        }
    }

    private synchronized Optional<Runnable> nextChore() {
        if (job != null || chores.isEmpty()) {
            choreThread = null;
            return Optional.empty();
        }
        String name = chores.keySet().iterator().next();
        return Optional.ofNullable(chores.remove(name));
    }

    private synchronized void end(Job finished, Outcome outcome) {
        if (job != finished) {
            return;
        }
        job = null;
        ended = switch (outcome) {
            case Outcome.Done _ -> new BackgroundWork.Succeeded(finished.task);
            case Outcome.Failed(String reason) -> failed(finished.task, reason);
            case Outcome.StillUnderWay _ -> new BackgroundWork.Succeeded(finished.task);
            case Outcome.Cancelled _ -> failed(finished.task, "cancelled");
        };
        if (!chores.isEmpty() && choreThread == null) {
            choreThread = Thread.ofVirtual().name("chores").start(this::doChores);
        }
    }

    private static BackgroundWork failed(Task task, String reason) {
        LOG.error("{} failed: {}", task.words(), reason);
        return new BackgroundWork.Failed(task, reason);
    }

    /** One piece of work and its thread. Its fields are guarded by the slot. */
    private final class Job implements Progress {

        private final Task task;
        private final long since = clock.nanos();
        private final Thread thread;
        private boolean committed;
        private Optional<Lsn> shutDownAt = Optional.empty();

        Job(Task task, Work work, @Nullable Thread before) {
            this.task = task;
            this.thread = Thread.ofVirtual().name(task.words()).unstarted(() -> run(work, before));
        }

        private void run(Work work, @Nullable Thread before) {
            Outcome outcome;
            try {
                if (before != null && !before.join(LETTING_GO)) {
                    LOG.warn("{} begins although earlier work does not let go", task.words());
                }
                outcome = work.run(this);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                outcome = new Outcome.Cancelled();
            } catch (RuntimeException e) {
                LOG.error("{} failed", task.words(), e);
                outcome = new Outcome.Failed(String.valueOf(e.getMessage()));
            }
            end(this, outcome);
            wakeLoop.run();
        }

        @Override
        public void committed() {
            report(() -> committed = true);
        }

        @Override
        public void shutDownAt(Lsn checkpoint) {
            report(() -> shutDownAt = Optional.of(checkpoint));
            wakeLoop.run();
        }

        private void report(Runnable change) {
            synchronized (BackgroundSlot.this) {
                change.run();
            }
        }
    }
}
