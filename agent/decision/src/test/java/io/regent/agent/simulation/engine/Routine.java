package io.regent.agent.simulation.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Straight-line code that takes virtual time. It has a thread of its own, but of all routines and the scheduler exactly one runs
 * at a time: every interleaving is the scheduler's choice.
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
    private final String name;
    private final Relay.Runner runner;
    private boolean waits;
    private boolean over;
    private long pause;

    private Routine(Scheduler scheduler, Host host, String name, Runnable body) {
        this.scheduler = scheduler;
        this.host = host;
        this.name = name;
        this.runner = new Relay.Runner(Thread.ofVirtual().name(name).unstarted(() -> runToEnd(body)));
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
        if (routine == null || routine.waits) {
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
        waits = true;
        scheduler.relay().awaitTurn(runner);
        if (runner.isDismissed()) {
            throw new Ended();
        }
        waits = false;
    }

    /** Ends the present wait of this routine soon; does nothing when it does not wait. */
    public void wake() {
        long present = pause;
        scheduler.after(Duration.ZERO, Order.AGENT, host, () -> resume(present));
    }

    /** Ends this routine at the point where it waits, or now when it is the calling one. */
    public void end() {
        if (over) {
            return;
        }
        over = true;
        if (waits) {
            scheduler.relay().dismiss(runner);
        } else if (CURRENT.get() == this) {
            throw new Ended();
        }
    }

    /** Whether it has come to its end. */
    public boolean isOver() {
        return over;
    }

    private void first() {
        if (!over) {
            scheduler.relay().call(runner);
        }
    }

    private void resume(long waited) {
        if (!over && pause == waited) {
            pause++;
            scheduler.relay().call(runner);
        }
    }

    private void runToEnd(Runnable body) {
        CURRENT.set(this);
        try {
            body.run();
        } catch (Ended expected) {
            over = true;
        } catch (Throwable thrown) {
            scheduler.relay().fail(new IllegalStateException("in " + name + ": " + thrown.getMessage(), thrown));
        }
        if (!runner.isDismissed()) {
            over = true;
            scheduler.relay().leave();
        }
    }
}
