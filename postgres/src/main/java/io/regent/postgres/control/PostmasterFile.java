package io.regent.postgres.control;

import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says. It is written by the postmaster line by line and may be incomplete or stale.
 *
 * @param startedAt seconds of the epoch
 * @param status {@code starting}, {@code standby}, {@code ready}, {@code stopping}; empty while it is not written
 */
public record PostmasterFile(long pid, long startedAt, String status) {

    private static final int START_LINE = 2;
    private static final int STATUS_LINE = 7;

    /** Reads the file's text; empty when it does not begin with a pid. A negative pid is a single-user server's. */
    public static Optional<PostmasterFile> parse(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        try {
            long pid = Math.abs(Long.parseLong(line(lines, 0)));
            String started = line(lines, START_LINE);
            return Optional.of(
                    new PostmasterFile(pid, started.isEmpty() ? 0 : Long.parseLong(started), line(lines, STATUS_LINE)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether the server said that it accepts connections. */
    public boolean isReady() {
        return status.equals("ready");
    }

    /** Whether the server was told to stop, and lets nobody in any more. */
    public boolean isStopping() {
        return status.equals("stopping");
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index) : "";
    }
}
