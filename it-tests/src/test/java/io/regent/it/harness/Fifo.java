package io.regent.it.harness;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A named pipe in place of a watchdog device, and all that was ever written to it. */
public final class Fifo implements AutoCloseable {

    private final Path path;
    private final RandomAccessFile reader;
    private final StringBuilder text = new StringBuilder();
    private volatile boolean closed;

    private Fifo(Path path, RandomAccessFile reader) {
        this.path = path;
        this.reader = reader;
    }

    /** Makes the pipe and begins to read. Anybody may write. */
    public static Fifo make(Path path) {
        Shell.run("mkfifo", "-m", "666", path.toString()).orFail();
        try {
            // open for both, so that opening does not wait and no writer's end is the end
            var fifo = new Fifo(path, new RandomAccessFile(path.toFile(), "rw"));
            Thread.ofPlatform().name("fifo " + path.getFileName()).daemon().start(fifo::read);
            return fifo;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    public synchronized String text() {
        return text.toString();
    }

    private synchronized void add(String more) {
        text.append(more);
    }

    private void read() {
        var bytes = new byte[64];
        try {
            while (!closed) {
                int count = reader.read(bytes);
                add(new String(bytes, 0, Math.max(count, 0), StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One more byte lets the reader see that it is over. */
    @Override
    public void close() {
        closed = true;
        try {
            reader.write('\n');
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
