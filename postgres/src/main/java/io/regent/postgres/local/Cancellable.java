package io.regent.postgres.local;

import io.regent.postgres.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what happens to work, an interrupt among it, into the answers of the port. */
final class Cancellable {

    private static final Logger LOG = LoggerFactory.getLogger(Cancellable.class);

    /** Work that may fail in the world. */
    interface Work {
        Outcome run() throws IOException, SQLException, InterruptedException, Prepared.Unusable;
    }

    /** A look that may be interrupted. */
    interface Look<T> {
        Optional<T> run() throws InterruptedException;
    }

    private Cancellable() {}

    /** Runs work; whatever fails in the world becomes an outcome. */
    static Outcome work(Work work) {
        try {
            return work.run();
        } catch (InterruptedException e) {
            return new Outcome.Cancelled();
        } catch (IOException | UncheckedIOException | SQLException | Prepared.Unusable | IllegalArgumentException e) {
            if (Thread.interrupted()) {
                return new Outcome.Cancelled();
            }
            LOG.debug("work on the server failed", e);
            return new Outcome.Failed(
                    switch (e) {
                        case IOException failure -> failure.toString();
                        case Exception failure -> String.valueOf(failure.getMessage());
                    });
        }
    }

    /** Looks; an interrupted look has seen nothing, and the thread stays interrupted. */
    static <T> Optional<T> look(Look<T> look) {
        try {
            return look.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
