package io.regent.agent.simulation.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Straight-line code that takes virtual time. It runs on a thread of its own, but only while the one who resumed it waits, so
 * that of all routines and the scheduler exactly one runs at a time: every interleaving is the scheduler's choice.
 */
public final class Routine {

    /** Unwinds a routine that was ended. */
    private static final class Ended extends Error {
        private static final long serialVersionUID = 1L;

        Ended() {
            super("the routine was ended", null, false, false);
        }
    }

    private static final ThreadLocal<@Nullable Routine> CURRENT = new ThreadLocal<>();

    private final Scheduler scheduler;
    private final Host host;
    private final Thread thread;
    private volatile boolean running;
    private boolean over;
    private boolean ending;
    private long pause;
    private @Nullable Throwable failure;

    private Routine(Scheduler scheduler, Host host, String name, Runnable body) {
        this.scheduler = scheduler;
        this.host = host;
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> runToEnd(body));
    }

    /** Begins a routine a moment later. */
    public static Routine begin(Scheduler scheduler, Host host, String name, Runnable body) {
        var routine = new Routine(scheduler, host, name, body);
        scheduler.after(Duration.ZERO, Order.AGENT, host, () -> routine.first());
        return routine;
    }

    /**
     * The routine that calls this.
     *
     * @throws IllegalStateException outside of any
     */
    public static Routine current() {
        Routine routine = CURRENT.get();
        if (routine == null) {
            throw new IllegalStateException("only a routine can wait");
        }
        return routine;
    }

    /** Lets the calling routine wait. */
    public static void sleep(Duration time) {
        current().waitFor(time);
    }

    /** Lets this routine, which must be the calling one, wait until it is woken, at most for the given time. */
    public void waitFor(Duration atMost) {
        long mine = ++pause;
        scheduler.after(atMost, Order.AGENT, host, () -> resume(mine));
        park();
    }

    /** Ends the present wait of this routine soon; does nothing when it does not wait. */
    public void wake() {
        long present = pause;
        scheduler.after(Duration.ZERO, Order.AGENT, host, () -> resume(present));
    }

    /** Ends this routine at the point where it waits; its {@code finally} blocks run and must not wait. */
    public void end() {
        ending = true;
        if (Routine.CURRENT.get() == this) {
            throw new Ended();
        }
        if (!over && thread.getState() != Thread.State.NEW) {
            handOver();
        }
    }

    /** Whether it has come to its end. */
    public boolean isOver() {
        return over || (ending && thread.getState() == Thread.State.NEW);
    }

    private void first() {
        if (!ending) {
            running = true;
            resumer = Thread.currentThread();
            thread.start();
            awaitTurn();
        }
    }

    private void resume(long waited) {
        if (!over && !ending && pause == waited) {
            pause++;
            handOver();
        }
    }

    private volatile Thread resumer = Thread.currentThread();

    private void handOver() {
        resumer = Thread.currentThread();
        running = true;
        LockSupport.unpark(thread);
        awaitTurn();
    }

    private void awaitTurn() {
        while (running) {
            LockSupport.park(this);
        }
        if (failure != null) {
            Throwable seen = failure;
            failure = null;
            throw new IllegalStateException("in " + thread.getName() + ": " + seen.getMessage(), seen);
        }
    }

    private void park() {
        giveBack();
        while (!running) {
            LockSupport.park(this);
        }
        if (ending) {
            throw new Ended();
        }
    }

    private void giveBack() {
        Thread to = resumer;
        running = false;
        LockSupport.unpark(to);
    }

    private void runToEnd(Runnable body) {
        CURRENT.set(this);
        try {
            body.run();
        } catch (Ended expected) {
            ending = true;
        } catch (Throwable thrown) {
            failure = thrown;
        }
        over = true;
        giveBack();
    }
}
