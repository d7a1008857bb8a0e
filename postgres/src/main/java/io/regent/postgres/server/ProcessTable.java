package io.regent.postgres.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The kernel's process table as {@code /proc} shows it. Reads memory of the kernel, never a disk. */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final String DELETED = " (deleted)";

    /**
     * A living process.
     *
     * @param command the first 15 bytes of the program's name
     * @param startTicks when it started, in clock ticks since the machine did; together with the pid it is unique
     * @param directory its working directory; empty where the kernel does not tell
     */
    record Entry(long pid, long parent, String command, long startTicks, Optional<String> directory) {

        boolean worksIn(String path) {
            return directory.filter(path::equals).isPresent();
        }
    }

    private ProcessTable() {}

    /** The process, unless it is gone or a zombie (IF-003). */
    static Optional<Entry> find(long pid) {
        return Optional.ofNullable(read(pid));
    }

    /** Every living process that the predicate accepts. */
    static List<Entry> all(Predicate<Entry> wanted) {
        @Nullable String[] names = PROC.toFile().list();
        if (names == null) {
            return List.of();
        }
        return LongStream.of(pids(names))
                .mapToObj(ProcessTable::find)
                .flatMap(Optional::stream)
                .filter(wanted)
                .toList();
    }

    private static long[] pids(@Nullable String[] names) {
        return Arrays.stream(names)
                .filter(name -> name != null && !name.isEmpty() && Character.isDigit(name.charAt(0)))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static @Nullable Entry read(long pid) {
        Path directory = PROC.resolve(Long.toString(pid));
        try {
            return parse(Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1))
                    .map(entry -> new Entry(
                            entry.pid(),
                            entry.parent(),
                            entry.command(),
                            entry.startTicks(),
                            workingDirectory(directory)))
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    /** Reads a line of {@code /proc/PID/stat}; empty for a process that is dead but not yet reaped. */
    static Optional<Entry> parse(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        String[] fields = stat.substring(close + 2).strip().split(" ", -1);
        return switch (fields[0]) {
            case "Z", "X", "x" -> Optional.empty();
            default ->
                Optional.of(new Entry(
                        Long.parseLong(stat.substring(0, open).strip()),
                        Long.parseLong(fields[1]),
                        stat.substring(open + 1, close),
                        Long.parseLong(fields[19]),
                        Optional.empty()));
        };
    }

    /** The title that a process gives itself; empty when it has none, or is gone. */
    static String title(long pid) {
        try {
            return Files.readString(PROC.resolve(Long.toString(pid)).resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether the process was started with the variable and value; not known of processes of other users. */
    static boolean hasInEnvironment(long pid, String assignment) {
        try {
            String environment =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("environ"), StandardCharsets.ISO_8859_1);
            return List.of(environment.split("\0", -1)).contains(assignment);
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> workingDirectory(Path process) {
        try {
            String path = Files.readSymbolicLink(process.resolve("cwd")).toString();
            return Optional.of(path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** When a process of the table was started, in seconds of the epoch by the kernel's own reckoning. */
    static OptionalLong startedAt(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(instant -> OptionalLong.of(instant.getEpochSecond()))
                .orElse(OptionalLong.empty());
    }
}
