package io.regent.ctl.command;

import io.regent.ctl.session.Terminal;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Whether and how often a command repeats itself (CTL-021). */
final class Watch {

    private static final Duration USUAL = Duration.ofSeconds(2);

    private Watch() {}

    /** Runs once, or again and again from start to start of the interval until the program is interrupted. */
    static void run(ParseResult arguments, Terminal terminal, Runnable round) {
        Optional<Duration> interval = interval(arguments);
        if (interval.isEmpty()) {
            round.run();
            return;
        }
        while (true) {
            long start = System.nanoTime();
            terminal.clear();
            round.run();
            terminal.pause(interval.get().minusNanos(System.nanoTime() - start));
        }
    }

    private static Optional<Duration> interval(ParseResult arguments) {
        Double seconds = arguments.matchedOptionValue("--watch", (Double) null);
        if (seconds != null) {
            return Optional.of(Duration.ofNanos((long) (seconds * 1e9))).filter(Duration::isPositive);
        }
        return Arguments.has(arguments, "-W") ? Optional.of(USUAL) : Optional.empty();
    }
}
