package io.regent.agent.performance;

import io.regent.postgres.Outcome;
import io.regent.postgres.server.Program;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's program that has to end well before this member becomes the primary (HA-088, CFG-103). The lease is ours while it runs
 * and is renewed; whoever interrupts the thread, because the lease was lost, ends the program with all its children.
 */
final class PrePromote {

    private static final Logger LOG = LoggerFactory.getLogger(PrePromote.class);

    private PrePromote() {}

    /**
     * Runs the command, with the agent's working directory and environment (IF-010, HA-187).
     *
     * @param command {@code postgresql.pre_promote}; without one everything is well
     * @param limit how long it may run; it is ended then and counts as failed
     */
    static Outcome run(Optional<List<String>> command, Duration limit) {
        if (command.isEmpty()) {
            return new Outcome.Done();
        }
        String words = String.join(" ", command.orElseThrow());
        try {
            Program.Result result = Program.of(command.orElseThrow())
                    .inOwnLocale()
                    .within(limit)
                    .run();
            if (result.succeeded()) {
                LOG.info(
                        "pre_promote ({}) ended well: {}",
                        words,
                        result.output().strip());
                return new Outcome.Done();
            }
            return new Outcome.Failed("pre_promote (" + words + "): " + result.lastWords());
        } catch (InterruptedException e) {
            return new Outcome.Cancelled();
        }
    }
}
