package io.regent.watchdog.linux;

import io.regent.watchdog.linux.SystemCalls.CallFailed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A stand-in without ioctls, usually a fifo that a test reads: a timeout is written as {@code V<seconds>} and a line feed, a
 * feeding as {@code 1}, the orderly close as {@code V}.
 */
final class TestingDevice implements Device {

    private final SystemCalls calls;
    private final int descriptor;

    private TestingDevice(SystemCalls calls, int descriptor) {
        this.calls = calls;
        this.descriptor = descriptor;
    }

    static TestingDevice open(SystemCalls calls, Path path) throws CallFailed {
        return new TestingDevice(calls, calls.open(path));
    }

    @Override
    public String identity() {
        return "testing driver";
    }

    @Override
    public boolean canSetTimeout() {
        return true;
    }

    @Override
    public int setTimeout(int seconds) throws CallFailed {
        write("V" + seconds + "\n");
        return seconds;
    }

    @Override
    public void feed() throws CallFailed {
        write("1");
    }

    @Override
    public boolean stop() throws CallFailed {
        try {
            write("V");
        } finally {
            calls.close(descriptor);
        }
        return true;
    }

    private void write(String text) throws CallFailed {
        calls.write(descriptor, text.getBytes(StandardCharsets.US_ASCII));
    }
}
