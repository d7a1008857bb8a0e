package io.regent.agent.observation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a new session now and then, because the one of the cycle goes on when the postmaster hangs, and counts how many in a row got
 * no answer (LES-047). On a thread of its own, which may wait.
 */
public final class ConnectionProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionProbe.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final BooleanSupplier isAnswered;
    private final Duration pause;
    private final AtomicInteger failures = new AtomicInteger();
    private final Thread thread;
    private volatile boolean serverRuns;
    private volatile boolean closed;

    /**
     * @param isAnswered opens a session; false when nothing came back
     */
    public ConnectionProbe(BooleanSupplier isAnswered) {
        this(isAnswered, PAUSE);
    }

    ConnectionProbe(BooleanSupplier isAnswered, Duration pause) {
        this.isAnswered = isAnswered;
        this.pause = pause;
        this.thread = Thread.ofPlatform().name("connection probe").daemon().unstarted(this::probe);
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    /** Whether there is a server that should let sessions in. */
    void watch(boolean running) {
        if (!running) {
            failures.set(0);
        }
        serverRuns = running;
    }

    /** How many sessions in a row got no answer until now. */
    int failures() {
        return failures.get();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void probe() {
        while (!closed) {
            if (serverRuns) {
                look();
            }
            LockSupport.parkNanos(this, pause.toNanos());
        }
    }

    private void look() {
        if (isAnswered.getAsBoolean()) {
            failures.set(0);
        } else if (serverRuns) {
            LOG.warn("PostgreSQL does not answer a new session, {} in a row", failures.incrementAndGet());
        }
    }
}
