package io.regent.postgres.progress;

import io.regent.postgres.directory.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
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
                    look(directory, run);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The program may remove a directory that is being looked at; the next look goes better. */
    private static void look(DirectoryTree directory, ProgressMeter.Run run) {
        try {
            run.reached(directory.size(), OptionalLong.empty());
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("How large {} is cannot be told now", directory.root(), e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
