package io.regent.postgres.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Programs that fill a data directory, and go on by themselves when the agent that started them was killed. Two of them at a time would
 * destroy each other's work (LES-108), so each carries a mark in its environment by which the next agent finds it.
 */
public final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private static final String MARK = "REGENT_FILLS";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Leftovers() {}

    /** What a program has in its environment that fills the directory. */
    public static Map<String, String> mark(Path dataDir) {
        return Map.of(MARK, dataDir.toString());
    }

    /**
     * Ends every program that fills the directory, and waits until none is left.
     *
     * @return whether none is left
     */
    public static boolean end(Path dataDir) throws InterruptedException {
        String mark = MARK + "=" + dataDir;
        return Patience.of(LIMIT)
                .await(() -> {
                    List<ProcessTable.Entry> left =
                            ProcessTable.all(entry -> ProcessTable.hasInEnvironment(entry.pid(), mark));
                    left.forEach(entry -> {
                        LOG.warn(
                                "Ending {} (process {}), which an earlier agent has left behind",
                                entry.command(),
                                entry.pid());
                        ProcessHandle.of(entry.pid()).ifPresent(ProcessHandle::destroyForcibly);
                    });
                    return left.isEmpty() ? Optional.of(true) : Optional.empty();
                })
                .isPresent();
    }
}
