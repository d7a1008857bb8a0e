package io.regent.postgres.progress;

import io.regent.postgres.directory.DirectoryTree;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds how large a directory is that a program fills which says nothing of its progress, until it is closed. */
public final class DirectoryGrowth implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryGrowth.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final Thread thread;

    /** Begins to look. */
    public DirectoryGrowth(DirectoryTree directory, ProgressMeter.Run run) {
        this(directory, run, BETWEEN_LOOKS);
    }

    DirectoryGrowth(DirectoryTree directory, ProgressMeter.Run run, Duration betweenLooks) {
        this.thread = Thread.ofVirtual().name("growth of " + directory.root()).start(() -> {
            try {
                while (true) {
                    Thread.sleep(betweenLooks);
                    run.reached(directory.size(), OptionalLong.empty());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                LOG.info("How large {} is cannot be told: {}", directory.root(), e.toString());
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
