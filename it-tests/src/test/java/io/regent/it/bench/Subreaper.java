package io.regent.it.bench;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Reaps the servers at once whose parents are gone (prctl(2), PR_SET_CHILD_SUBREAPER). Where process 1 does it late, a stopped
 * postmaster stays a zombie meanwhile, and every figure is wrong by as much.
 */
final class Subreaper {

    private static final int SET_CHILD_SUBREAPER = 36;
    private static final int DO_NOT_WAIT = 1;
    private static final String SERVER = "(postgres)";
    private static final Duration PAUSE = Duration.ofMillis(2);

    private interface Kernel extends Library {
        Kernel CALLS = Native.load("c", Kernel.class);

        int prctl(int option, long argument2, long argument3, long argument4, long argument5);

        int waitpid(int pid, Pointer status, int options);
    }

    private Subreaper() {}

    /** Makes this process one, until it ends. */
    static void begin() {
        if (Kernel.CALLS.prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) {
            throw new IllegalStateException("prctl(PR_SET_CHILD_SUBREAPER) failed");
        }
        Thread.ofPlatform().name("subreaper").daemon().start(() -> {
            while (true) {
                deadServers().forEach(pid -> Kernel.CALLS.waitpid(pid, Pointer.NULL, DO_NOT_WAIT));
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        });
    }

    /** Processes that this one started itself are reaped by the virtual machine. */
    private static List<Integer> deadServers() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.flatMap(thread -> text(thread.resolve("children")).stream())
                    .flatMap(children -> Stream.of(children.split(" ")))
                    .filter(pid -> !pid.isBlank())
                    .map(pid -> Integer.valueOf(pid.strip()))
                    .filter(Subreaper::isDeadServer)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isDeadServer(int pid) {
        return text(Path.of("/proc/" + pid + "/stat"))
                .filter(stat -> stat.contains(SERVER + " Z"))
                .isPresent();
    }

    /** Threads and processes go while they are looked at. */
    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
