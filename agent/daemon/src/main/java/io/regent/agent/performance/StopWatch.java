package io.regent.agent.performance;

import io.regent.postgres.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says while a stop takes long which processes it waits for: an archiver, a WAL sender, a worker (LES-043). */
final class StopWatch {

    private static final Logger LOG = LoggerFactory.getLogger(StopWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Thread thread;

    private StopWatch(Thread thread) {
        this.thread = thread;
    }

    /** Begins to look, for as long as it is not closed. */
    static StopWatch over(ServerProcess process) {
        return over(process, PAUSE);
    }

    static StopWatch over(ServerProcess process, Duration pause) {
        return new StopWatch(Thread.ofVirtual().name("stop watch").start(() -> watch(process, pause)));
    }

    /** The processes that are left, as one line. */
    static String blockers(ServerProcess process) {
        List<String> titles = process.titles();
        return titles.isEmpty() ? "the postmaster alone" : titles.stream().collect(Collectors.joining("; "));
    }

    private static void watch(ServerProcess process, Duration pause) {
        try {
            while (true) {
                Thread.sleep(pause);
                LOG.warn("PostgreSQL is still stopping, it waits for: {}", blockers(process));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the looks. */
    void close() {
        thread.interrupt();
    }
}
