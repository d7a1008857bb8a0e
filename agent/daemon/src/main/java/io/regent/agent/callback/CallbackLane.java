package io.regent.agent.callback;

import io.regent.postgres.server.ProcessTree;
import io.regent.postgres.server.ServerEnvironment;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one script at a time; the newest ends the one that runs, with its children, and one that waits. A script that may not be killed is
 * waited for, because two that move the same address must not run side by side (LES-052).
 */
final class CallbackLane {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackLane.class);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final File NOTHING = new File("/dev/null");

    private record Script(List<String> command, Process process) {}

    private @Nullable List<String> next;
    private @Nullable Thread worker;
    private CompletableFuture<@Nullable Void> started = CompletableFuture.completedFuture(null);

    /** Returns at once. */
    synchronized void run(List<String> command) {
        next = command;
        started = new CompletableFuture<>();
        if (worker == null) {
            worker = Thread.ofVirtual().name(command.getFirst()).start(this::work);
        } else {
            worker.interrupt();
        }
    }

    /** Ends when the newest was started, or could not be. */
    synchronized CompletableFuture<@Nullable Void> started() {
        return started.copy();
    }

    private void work() {
        for (Script script = startNext(); script != null; script = startNext()) {
            await(script.process(), script.command());
        }
    }

    /** The interruption belongs to the command that is taken here, and must not end it. */
    private synchronized @Nullable Script startNext() {
        while (next != null) {
            List<String> command = next;
            next = null;
            Thread.interrupted();
            try {
                return new Script(command, start(command));
            } catch (IOException e) {
                LOG.error("The callback {} cannot be run: {}", String.join(" ", command), e.getMessage());
            } finally {
                started.complete(null);
            }
        }
        worker = null;
        return null;
    }

    private static Process start(List<String> command) throws IOException {
        LOG.info("Runs the callback {}", String.join(" ", command));
        var builder = new ProcessBuilder(command)
                .redirectInput(NOTHING)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        ServerEnvironment.scrub(builder.environment());
        return builder.start();
    }

    private void await(Process process, List<String> command) {
        try {
            int code = process.waitFor();
            if (code != 0) {
                LOG.warn("The callback {} ended with exit code {}", String.join(" ", command), code);
            }
        } catch (InterruptedException e) {
            LOG.warn("The callback {} is killed because a newer event has to be told", String.join(" ", command));
            ProcessTree.end(process.toHandle(), GRACE);
            if (process.isAlive()) {
                LOG.warn(
                        "The callback {} cannot be killed, the newer event waits for its end",
                        String.join(" ", command));
                process.onExit().join();
            }
        }
    }
}
