package io.regent.agent.fence;

import io.regent.agent.cycle.Fence;
import io.regent.dcs.Deadline;
import io.regent.dcs.MonotonicClock;
import io.regent.postgres.ServerProcess;
import io.regent.postgres.ServerProcess.Signal;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second line of fencing (DESIGN.md, safety rule 3). Shares no lock with anybody and touches no disk: it reads one atomic
 * reference, the clock, and the kernel's process table.
 *
 * <p>Fencing is over only when no process of the server lives: the timer goes on sending signals until then (LES-042).
 */
public final class FenceTimer implements Fence, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FenceTimer.class);
    /** Short, because a timed wait does not count the time in which the machine was suspended (LES-048). */
    private static final long LONGEST_WAIT_NANOS = Duration.ofMillis(250).toNanos();
    /** How long the processes have to obey SIGQUIT before SIGKILL. */
    private static final Duration GRACE = Duration.ofMillis(300);

    private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(20).toNanos();

    private final MonotonicClock clock;
    private final Supplier<ServerProcess> server;
    private final Runnable whenFired;
    private final AtomicReference<@Nullable Deadline> point = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param server the processes to end
     * @param whenFired called once the server is ended, on the fence's thread; must not block
     */
    public FenceTimer(MonotonicClock clock, Supplier<ServerProcess> server, Runnable whenFired) {
        this.clock = clock;
        this.server = server;
        this.whenFired = whenFired;
        this.thread = Thread.ofPlatform().name("fence").daemon().unstarted(this::watch);
    }

    /** Begins to watch. */
    public void start() {
        thread.start();
    }

    @Override
    public void arm(Deadline until) {
        Deadline before = point.getAndSet(until);
        if (before == null) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void disarm() {
        point.set(null);
    }

    /** Ends the watch. The server is left as it is. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** Nothing that fails may end the watch: the point stays, and the next round tries again. */
    private void watch() {
        while (!closed) {
            try {
                look();
            } catch (RuntimeException | Error e) {
                LOG.error("The fence timer failed and tries again", e);
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            }
        }
    }

    private void look() {
        Deadline until = point.get();
        if (until == null) {
            LockSupport.park(this);
        } else if (!until.passedAt(clock.nanos())) {
            long left = until.leftAt(clock.nanos()).toNanos();
            LockSupport.parkNanos(this, Math.min(left, LONGEST_WAIT_NANOS));
        } else if (until.equals(point.get())) {
            fire();
            point.compareAndSet(until, null);
            whenFired.run();
        }
    }

    private void fire() {
        ServerProcess process = server.get();
        OptionalLong postmaster = process.pid();
        Deadline grace = Deadline.after(clock.nanos(), GRACE);
        process.signal(Signal.QUIT);
        while (!closed && isAlive(process, postmaster)) {
            LockSupport.parkNanos(this, BETWEEN_LOOKS_NANOS);
            if (grace.passedAt(clock.nanos()) && isAlive(process, postmaster)) {
                process.signal(Signal.KILL);
            }
        }
        LOG.error("The lease was not renewed in time: PostgreSQL was ended by the fence timer");
    }

    /**
     * Whether anything of the server lives that had to be ended. A new postmaster is another server, which the agent has
     * started read-only meanwhile; PostgreSQL starts none while processes of the old one live.
     */
    private static boolean isAlive(ServerProcess process, OptionalLong postmaster) {
        OptionalLong now = process.pid();
        boolean another = now.isPresent() && postmaster.isPresent() && !now.equals(postmaster);
        return !another && (now.isPresent() || process.backendsAlive());
    }
}
