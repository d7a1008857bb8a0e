package io.regent.agent.performance;

import io.regent.postgres.Outcome;
import io.regent.postgres.server.Program;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program of the operator that a step of ours waits for. Whoever interrupts the thread, because the lease was lost, ends the program
 * with all its children.
 */
final class OperatorProgram {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorProgram.class);

    private OperatorProgram() {}

    /**
     * Runs the command, with the agent's working directory and environment (IF-010, HA-187).
     *
     * @param setting what the log calls it, for example {@code pre_promote}
     * @param command without one everything is well
     * @param limit how long it may run; it is ended then and counts as failed
     */
    static Outcome run(String setting, Optional<List<String>> command, Duration limit) {
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
                        "{} ({}) ended well: {}",
                        setting,
                        words,
                        result.output().strip());
                return new Outcome.Done();
            }
            return new Outcome.Failed("%s (%s): %s".formatted(setting, words, result.lastWords()));
        } catch (InterruptedException e) {
            return new Outcome.Cancelled();
        }
    }
}
