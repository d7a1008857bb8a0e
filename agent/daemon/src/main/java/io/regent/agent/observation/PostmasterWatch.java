package io.regent.agent.observation;

import io.regent.postgres.ServerProcess;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices within a moment that the server has died, and then that its last process is gone, so that nobody waits for the loop's next
 * turn. It looks into the process table only, on a thread of its own.
 */
public final class PostmasterWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ServerProcess server;
    private final Runnable wakeLoop;
    private final Thread thread;
    private boolean lives;
    private boolean dies;
    private volatile boolean closed;

    /**
     * Knows of no server yet.
     *
     * @param wakeLoop called when the server has died, and when nothing is left of it
     */
    public PostmasterWatch(ServerProcess server, Runnable wakeLoop) {
        this.server = server;
        this.wakeLoop = wakeLoop;
        this.thread = Thread.ofPlatform().name("postmaster watch").daemon().unstarted(this::watch);
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void watch() {
        while (!closed) {
            look();
            LockSupport.parkNanos(this, PAUSE.toNanos());
        }
    }

    /** The postmaster that the cycles have seen; one that came since is nothing to wait for. */
    void look() {
        boolean alive = server.postmaster().isPresent();
        if (lives && !alive) {
            dies = true;
            wakeLoop.run();
        } else if (dies && (alive || !server.backendsAlive())) {
            dies = false;
            wakeLoop.run();
        }
        lives = alive;
    }
}
