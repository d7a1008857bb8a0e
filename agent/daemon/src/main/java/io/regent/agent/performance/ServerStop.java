package io.regent.agent.performance;

import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.performance.BackgroundSlot.Progress;
import io.regent.dcs.Deadline;
import io.regent.dcs.MonotonicClock;
import io.regent.postgres.LogArchive;
import io.regent.postgres.Outcome;
import io.regent.postgres.Postgres;
import io.regent.postgres.ServerProcess;
import io.regent.postgres.ServerProcess.Signal;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.StopListener;
import io.regent.postgres.StopMode;
import io.regent.settings.SynchronousSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways to stop the server (T9). A stop that was cancelled goes no further: its successor has taken over. */
final class ServerStop {

    private static final Logger LOG = LoggerFactory.getLogger(ServerStop.class);
    /** How long an immediate stop may take before the processes are killed. */
    private static final Duration IMMEDIATE_STOP = Duration.ofSeconds(3);
    /** Where {@code primary_stop_timeout} does not apply, a graceful stop has no limit of its own: the fence and the operator have. */
    private static final Duration UNLIMITED = Duration.ofDays(1);

    private static final long BETWEEN_ARCHIVINGS_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(20).toNanos();

    private final Postgres postgres;
    private final LiveSettings settings;
    private final Leadership leadership;
    private final MonotonicClock clock;

    ServerStop(Node node, Leadership leadership) {
        this.postgres = node.postgres();
        this.settings = node.settings();
        this.leadership = leadership;
        this.clock = node.clocks().monotonic();
    }

    /**
     * A primary writes a checkpoint first, so that the stop itself is short (HA-073).
     *
     * @param progress told as soon as the shutdown checkpoint is on disk
     */
    Outcome gracefully(boolean primary, Progress progress) {
        Outcome checkpoint = primary ? postgres.checkpoint() : new Outcome.Done();
        if (checkpoint instanceof Outcome.Cancelled) {
            return checkpoint;
        }
        if (checkpoint instanceof Outcome.Failed(String reason)) {
            LOG.warn("The checkpoint before the stop failed, the stop does it: {}", reason);
        }
        return stopFast(progress);
    }

    /**
     * The server is to follow another cluster. Where the log is archived, what the other side needs is complete only when the segment
     * with the shutdown checkpoint is there as well; until then the lease stays, and it is tried for as long as it takes (HA-156).
     *
     * @param progress told of the shutdown checkpoint only where nothing is archived
     * @param reload brings a corrected {@code archive_command} to the configuration files
     */
    Outcome withTheEndArchived(Progress progress, ServerReload reload) {
        LogArchive archive = postgres.archive();
        if (!archive.isOn()) {
            return postgres.stop(StopMode.FAST, UNLIMITED, resting(progress::shutDownAt));
        }
        Outcome stopped = postgres.stop(StopMode.FAST, UNLIMITED, resting(end -> {}));
        if (!(stopped instanceof Outcome.Done) || postgres.shutdownCheckpoint().isEmpty()) {
            return stopped;
        }
        Outcome taken = archive.takeShutdownCheckpoint();
        while (taken instanceof Outcome.Failed(String reason) && !Thread.interrupted()) {
            LOG.error("The end of the log is not archived yet, it is tried again: {}", reason);
            LockSupport.parkNanos(BETWEEN_ARCHIVINGS_NANOS);
            reload.run();
            taken = postgres.archive().takeShutdownCheckpoint();
        }
        return taken instanceof Outcome.Failed ? new Outcome.Cancelled() : taken;
    }

    /** Where every commit that counts is on another member as well, a stop need not wait for ever (HA-076). */
    private Outcome stopFast(Progress progress) {
        Optional<Duration> limit = stopTimeout();
        StopWatch watch = StopWatch.over(postgres.process());
        Outcome stopped;
        try {
            stopped = postgres.stop(StopMode.FAST, limit.orElse(UNLIMITED), resting(progress::shutDownAt));
        } finally {
            watch.close();
        }
        if (limit.isEmpty() || !(stopped instanceof Outcome.StillUnderWay)) {
            return stopped;
        }
        LOG.warn(
                "primary_stop_timeout of {} s is over, PostgreSQL is stopped at once; it waited for: {}",
                limit.orElseThrow().toSeconds(),
                StopWatch.blockers(postgres.process()));
        return atOnce();
    }

    private Optional<Duration> stopTimeout() {
        return settings.cluster()
                .primaryStopTimeout()
                .filter(limit -> settings.cluster().synchronous().mode() != SynchronousSettings.Mode.OFF);
    }

    /** Without a checkpoint; what does not obey is killed. */
    Outcome atOnce() {
        Outcome stopped = postgres.stop(StopMode.IMMEDIATE, IMMEDIATE_STOP, end -> {});
        return switch (stopped) {
            case Outcome.Done _, Outcome.Cancelled _ -> stopped;
            case Outcome.Failed _, Outcome.NotReady _, Outcome.StillUnderWay _ -> kill();
        };
    }

    /** Fast while there is time for it, and at once well before the fence timer would do the same. */
    Outcome withinTheLease() {
        Duration left = leadership
                .until()
                .map(end -> end.leftAt(clock.nanos()))
                .orElse(Duration.ZERO)
                .minus(settings.forDecision().fenceMargin().multipliedBy(2));
        Outcome stopped = left.isPositive()
                ? postgres.stop(StopMode.FAST, left, resting(end -> {}))
                : new Outcome.StillUnderWay();
        return switch (stopped) {
            case Outcome.Done _, Outcome.Cancelled _ -> stopped;
            case Outcome.Failed _, Outcome.NotReady _, Outcome.StillUnderWay _ -> atOnce();
        };
    }

    /** A long checkpoint need not be interrupted by the watchdog once nobody is left who could commit (HA-181). */
    private StopListener resting(Consumer<ShutdownCheckpoint> whenShutDown) {
        return new StopListener() {
            @Override
            public void shutDownAt(ShutdownCheckpoint checkpoint) {
                leadership.nothingCanCommit();
                whenShutDown.accept(checkpoint);
            }

            @Override
            public void sessionsGone() {
                leadership.nothingCanCommit();
            }
        };
    }

    private Outcome kill() {
        ServerProcess process = postgres.process();
        Deadline limit = Deadline.after(clock.nanos(), IMMEDIATE_STOP);
        while (process.isAlive() || process.backendsAlive()) {
            if (Thread.interrupted()) {
                return new Outcome.Cancelled();
            }
            if (limit.passedAt(clock.nanos())) {
                return new Outcome.Failed("processes of the server are still alive after SIGKILL");
            }
            process.signal(Signal.KILL);
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        return new Outcome.Done();
    }
}
