package io.regent.agent.simulation.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes the one right to run among the threads of a simulation. Whoever has to wait lets events happen, on its own thread,
 * until it is somebody's turn; so threads change only when it is another's. Of all threads exactly one runs at a time.
 */
final class Relay {

    /** One thread of the simulation. */
    static final class Runner {
        private final Thread thread;
        private volatile boolean called;
        private volatile boolean dismissed;

        Runner(Thread thread) {
            this.thread = thread;
        }

        boolean isDismissed() {
            return dismissed;
        }

        private void awaitCall() {
            while (!called && !dismissed) {
                LockSupport.park(this);
            }
            called = false;
        }

        private void callNow() {
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
            } else {
                called = true;
                LockSupport.unpark(thread);
            }
        }
    }

    private final Runnable event;
    private final List<Runner> waiting = new ArrayList<>();
    private BooleanSupplier look = () -> true;
    private @Nullable Runner root;
    private @Nullable Runner next;
    private @Nullable Throwable failure;

    /**
     * Nobody runs yet.
     *
     * @param event lets the next event happen
     */
    Relay(Runnable event) {
        this.event = event;
    }

    /** Lets events happen until a look, which is taken after each of them, says that it is enough; throws what an event threw. */
    void run(BooleanSupplier enough) {
        look = enough;
        root = new Runner(Thread.currentThread());
        pursue(root);
        Throwable seen = failure;
        failure = null;
        switch (seen) {
            case null -> {}
            case RuntimeException thrown -> throw thrown;
            case Error thrown -> throw thrown;
            default -> throw new IllegalStateException(seen);
        }
    }

    /** It is the given one's turn when the present event is over. */
    void call(Runner runner) {
        next = runner;
    }

    /** Waits until it is the given one's turn, or until it is dismissed. */
    void awaitTurn(Runner me) {
        waiting.add(me);
        lookAround();
        pursue(me);
        if (!me.dismissed) {
            waiting.remove(me);
        }
    }

    /** The last thing that a thread with the right to run does. */
    void leave() {
        lookAround();
        while (next == null) {
            advance();
        }
        pass(next);
    }

    /** Ends the present run with this. */
    void fail(Throwable thrown) {
        failure = thrown;
        next = root;
    }

    /** Lets a thread end that waits; it may go on letting events happen until it is another's turn. */
    void dismiss(Runner runner) {
        waiting.remove(runner);
        runner.dismissed = true;
        LockSupport.unpark(runner.thread);
    }

    /** Lets every thread end. */
    void dismissAll() {
        List.copyOf(waiting).forEach(this::dismiss);
    }

    private void pursue(Runner me) {
        while (next != me) {
            if (next == null) {
                advance();
            } else {
                pass(next);
                me.awaitCall();
                return;
            }
        }
        next = null;
    }

    private void pass(Runner to) {
        next = null;
        to.callNow();
    }

    private void advance() {
        try {
            event.run();
        } catch (RuntimeException | Error thrown) {
            fail(thrown);
        }
        if (next == null) {
            lookAround();
        }
    }

    private void lookAround() {
        try {
            if (failure == null && look.getAsBoolean()) {
                next = root;
            }
        } catch (RuntimeException | Error thrown) {
            fail(thrown);
        }
    }
}
