package io.regent.postgres.server;

import io.regent.postgres.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program of the operator that makes data, or prepares a new cluster. It has the agent's locale, and what it says goes to the agent's log. When the
 * thread is interrupted it ends with all its children.
 *
 * @param setting what the log calls it
 * @param limit how long it may run; empty for as long as it takes
 */
public record OperatorsProgram(
        String setting, List<String> command, Map<String, String> environment, Optional<Duration> limit) {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorsProgram.class);

    /** Runs it; only the exit code 0 is a success. */
    public Outcome run() throws InterruptedException {
        Program program = Program.of(command).inOwnLocale().with(environment);
        LOG.info("{}: running {}", setting, String.join(" ", command));
        Program.Result result = limit.map(program::within).orElse(program).run();
        result.output().lines().forEach(line -> LOG.info("{}: {}", setting, line));
        result.errors().lines().forEach(line -> LOG.warn("{}: {}", setting, line));
        return result.succeeded()
                ? new Outcome.Done()
                : new Outcome.Failed("%s (%s): %s".formatted(setting, command.getFirst(), result.lastWords()));
    }
}
