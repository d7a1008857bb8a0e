package io.regent.agent.observation;

import io.regent.dcs.MonotonicClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a byte to the disks of the data directory and of the log now and then, on a thread of its own that may hang with them, and
 * tells for how long none came through (LES-046).
 *
 * <p>Only where a server runs: a file in a directory that is being emptied or filled would be in the way. An error is an answer too;
 * what it means PostgreSQL finds out by itself.
 */
public final class DiskProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiskProbe.class);
    private static final String FILE = ".regent_probe";
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Supplier<Path> dataDirectory;
    private final MonotonicClock clock;
    private final Thread thread;
    private volatile boolean serverRuns;
    private volatile boolean closed;
    private volatile long answeredAt;

    public DiskProbe(Supplier<Path> dataDirectory, MonotonicClock clock) {
        this.dataDirectory = dataDirectory;
        this.clock = clock;
        this.answeredAt = clock.nanos();
        this.thread = Thread.ofPlatform().name("disk probe").daemon().unstarted(this::probe);
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    /** Whether there is a server whose disk counts. */
    void watch(boolean running) {
        if (running && !serverRuns) {
            answeredAt = clock.nanos();
            LockSupport.unpark(thread);
        }
        serverRuns = running;
    }

    /** For how long the disk has taken no write; some seconds are usual, because it is not asked all the time. */
    Duration silentFor() {
        return serverRuns ? Duration.ofNanos(clock.nanos() - answeredAt) : Duration.ZERO;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void probe() {
        while (!closed) {
            if (serverRuns) {
                Path data = dataDirectory.get();
                List.of(data, data.resolve("pg_wal")).forEach(DiskProbe::write);
                answeredAt = clock.nanos();
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    private static void write(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var channel =
                FileChannel.open(directory.resolve(FILE), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}), 0);
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("The probe of {} was answered with an error", directory, e);
        }
    }
}
