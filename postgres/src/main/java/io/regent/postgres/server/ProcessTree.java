package io.regent.postgres.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process together with its descendants. */
public final class ProcessTree {

    private ProcessTree() {}

    /** Kills it, and gives it so long to be gone. What may not be killed, as a program that {@code sudo} runs, lives on. */
    public static void end(ProcessHandle process, Duration grace) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.onExit()
                .orTimeout(grace.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(e -> process)
                .join();
    }
}
