package io.regent.agent.performance;

import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Task;
import io.regent.dcs.MonotonicClock;
import io.regent.postgres.Outcome;
import io.regent.postgres.ShutdownCheckpoint;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place for work on the server that takes longer than a cycle. It has one owner at a time: later work replaces
 * earlier work by interrupting it.
 *
 * <p>Small chores run one after another while there is no work. They belong to the moment: work that begins ends them and
 * forgets those that wait, and each cycle asks again for what is still to be done.
 *
 * <p>The loop starts and looks; the work's own thread reports. Both synchronise on this object, and nothing of others is
 * called while it is held.
 */
public final class BackgroundSlot implements AutoCloseable {

    /** Long work. Ends early when its thread is interrupted. */
    @FunctionalInterface
    public interface Work {
        Outcome run(Progress progress);
    }

    /** What work tells while it runs. */
    public interface Progress {

        /**
         * Asks to take the step that cannot be taken back.
         *
         * @return whether it may be taken; not when the work was to end before. If so, {@link #cancel} does not end it any more
         */
        boolean commits();

        /** The shutdown checkpoint is on disk; wakes the loop. */
        void shutDownAt(ShutdownCheckpoint checkpoint);
    }

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSlot.class);
    private static final Duration LETTING_GO = Duration.ofSeconds(2);

    private final MonotonicClock clock;
    private final Runnable wakeLoop;
    private final Duration lettingGo;
    private final Map<String, Runnable> chores = new LinkedHashMap<>();
    private final Set<Thread> interrupted = new HashSet<>();
    private @Nullable Job job;
    private BackgroundWork ended = new BackgroundWork.Idle();
    private @Nullable Thread choreThread;

    /**
     * @param wakeLoop called when work has ended or has something to tell; not for a failure that can wait for the next turn
     */
    public BackgroundSlot(MonotonicClock clock, Runnable wakeLoop) {
        this(clock, wakeLoop, LETTING_GO);
    }

    /**
     * @param lettingGo how long interrupted work may take to end before its successor begins all the same
     */
    BackgroundSlot(MonotonicClock clock, Runnable wakeLoop, Duration lettingGo) {
        this.clock = clock;
        this.wakeLoop = wakeLoop;
        this.lettingGo = lettingGo;
    }

    /** Begins work; what runs is interrupted, and its end is not reported. */
    public void start(Task task, Work work) {
        start(task, work, outcome -> {});
    }

    /**
     * Begins work; what runs is interrupted, and its end is not reported.
     *
     * @param whenEnded told once how it ended, on the work's thread, even when the work was replaced before it began
     */
    public synchronized void start(Task task, Work work, Consumer<Outcome> whenEnded) {
        interruptAll();
        ended = new BackgroundWork.Idle();
        job = new Job(task, work, List.copyOf(interrupted), whenEnded);
        job.thread.start();
    }

    /** Interrupts the work that runs, and it ends as failed. If it has taken its last step, the loop is woken to look again. */
    public void cancel() {
        if (!interruptUnlessCommitted()) {
            wakeLoop.run();
        }
    }

    private synchronized boolean interruptUnlessCommitted() {
        if (job == null || job.committed) {
            return false;
        }
        job.cancelled = true;
        job.thread.interrupt();
        return true;
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

    /** Has the chore done soon, unless work runs; a waiting chore of the same name is replaced. */
    public synchronized void chore(String name, Runnable chore) {
        if (job != null) {
            return;
        }
        chores.put(name, chore);
        if (choreThread == null) {
            choreThread = Thread.ofVirtual().name("chores").start(this::doChores);
        }
    }

    /** Interrupts whatever runs. */
    @Override
    public synchronized void close() {
        interruptAll();
    }

    private void interruptAll() {
        interrupted.removeIf(thread -> !thread.isAlive());
        if (job != null) {
            interrupted.add(job.thread);
        }
        if (choreThread != null) {
            interrupted.add(choreThread);
        }
        choreThread = null;
        chores.clear();
        interrupted.forEach(Thread::interrupt);
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
        if (!Thread.currentThread().equals(choreThread)) {
            return Optional.empty();
        }
        if (chores.isEmpty()) {
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
            case Outcome.NotReady(String reason) -> notReady(finished.task, reason);
            case Outcome.StillUnderWay _ -> new BackgroundWork.Succeeded(finished.task);
            case Outcome.Cancelled _ -> failed(finished.task, "cancelled");
        };
    }

    private static BackgroundWork notReady(Task task, String reason) {
        LOG.warn("{} has to wait: {}", task.words(), reason);
        return new BackgroundWork.NotReady(task, reason);
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
        private boolean cancelled;
        private Optional<ShutdownCheckpoint> shutDownAt = Optional.empty();

        Job(Task task, Work work, List<Thread> before, Consumer<Outcome> whenEnded) {
            this.task = task;
            this.thread = Thread.ofVirtual().name(task.words()).unstarted(() -> {
                Outcome outcome = outcome(work, before);
                end(this, outcome);
                whenEnded.accept(outcome);
                boolean tryAgain = outcome instanceof Outcome.Failed || outcome instanceof Outcome.NotReady;
                if (!tryAgain || task.isUrgent()) {
                    wakeLoop.run();
                }
            });
        }

        private Outcome outcome(Work work, List<Thread> before) {
            try {
                awaitEnd(before);
                return work.run(this);
            } catch (InterruptedException e) {
                return new Outcome.Cancelled();
            } catch (RuntimeException | Error e) {
                LOG.error("{} failed", task.words(), e);
                return new Outcome.Failed(e.toString());
            }
        }

        private void awaitEnd(List<Thread> before) throws InterruptedException {
            long limit = System.nanoTime() + lettingGo.toNanos();
            for (Thread thread : before) {
                if (!thread.join(Duration.ofNanos(Math.max(1, limit - System.nanoTime())))) {
                    LOG.warn("{} begins although earlier work does not let go", task.words());
                }
            }
        }

        @Override
        public boolean commits() {
            synchronized (BackgroundSlot.this) {
                committed = job == this && !cancelled;
                return committed;
            }
        }

        @Override
        public void shutDownAt(ShutdownCheckpoint checkpoint) {
            synchronized (BackgroundSlot.this) {
                shutDownAt = Optional.of(checkpoint);
            }
            wakeLoop.run();
        }
    }
}
