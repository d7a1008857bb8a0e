package io.regent.agent.fence;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The writing end of a named pipe that never makes its writer wait, which Java's own files cannot promise (fifo(7), {@code O_NONBLOCK}).
 */
final class Fifo implements AutoCloseable {

    private static final int O_WRONLY = 1;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int OWNER_ONLY = 0b110_000_000;
    private static final int EEXIST = 17;
    private static final int ENXIO = 6;
    private static final int EAGAIN = 11;
    private static final int EPIPE = 32;

    private interface LibC extends Library {
        int mkfifo(String path, int mode) throws LastErrorException;

        int open(String path, int flags) throws LastErrorException;

        NativeLong write(int file, byte[] bytes, NativeLong length) throws LastErrorException;

        int close(int file) throws LastErrorException;
    }

    private static final LibC LIBC = Native.load("c", LibC.class);

    /** What became of a line. */
    enum Sent {
        /** The reader will have it. */
        YES,
        /** The reader has not read for so long that there is no room. */
        NO_ROOM,
        /** There is no reader any more. */
        NO_READER
    }

    private final int file;

    private Fifo(int file) {
        this.file = file;
    }

    /**
     * Makes the pipe, unless it is there.
     *
     * @throws IOException when it cannot be made
     */
    static void make(Path path) throws IOException {
        try {
            LIBC.mkfifo(path.toString(), OWNER_ONLY);
        } catch (LastErrorException e) {
            if (e.getErrorCode() != EEXIST) {
                throw new IOException("%s cannot be made: %s".formatted(path, e.getMessage()), e);
            }
        }
    }

    /**
     * Opens the pipe for writing; empty when nobody reads it.
     *
     * @throws IOException when it cannot be opened
     */
    static Optional<Fifo> open(Path path) throws IOException {
        try {
            return Optional.of(new Fifo(LIBC.open(path.toString(), O_WRONLY | O_NONBLOCK | O_CLOEXEC)));
        } catch (LastErrorException e) {
            if (e.getErrorCode() == ENXIO) {
                return Optional.empty();
            }
            throw new IOException("%s cannot be opened: %s".formatted(path, e.getMessage()), e);
        }
    }

    /** Sends a line as a whole or not at all; never waits. */
    Sent send(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
            LIBC.write(file, bytes, new NativeLong(bytes.length));
            return Sent.YES;
        } catch (LastErrorException e) {
            return switch (e.getErrorCode()) {
                case EAGAIN -> Sent.NO_ROOM;
                case EPIPE -> Sent.NO_READER;
                default -> throw new IllegalStateException("write to a pipe: " + e.getMessage(), e);
            };
        }
    }

    @Override
    public void close() {
        LIBC.close(file);
    }
}
