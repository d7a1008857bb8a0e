package io.regent.ctl;

import io.regent.ctl.command.Command;
import io.regent.ctl.session.Aborted;
import io.regent.ctl.session.CtlConfig;
import io.regent.ctl.session.GlobalOptions;
import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.ctl.session.Terminal;
import io.regent.ctl.session.Terminal.Audience;
import io.regent.dcs.DcsBackend;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.ParseResult;

/** The program {@code regentctl}. */
public final class Main {

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger LIBRARIES = Logger.getLogger("");

    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Supplier<List<DcsBackend>> backends;

    Main(Terminal terminal, Map<String, String> environment, Supplier<List<DcsBackend>> backends) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.backends = backends;
    }

    /** Runs one command and ends the process with its code (CTL-002). */
    public static void main(String[] arguments) {
        // Libraries report to loggers that nobody reads here; what the operator must know comes as an answer.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        LIBRARIES.setLevel(Level.OFF);
        var terminal = new Terminal(System.in, utf8(System.out), utf8(System.err), Main::audience);
        var ended = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInterrupted(ended, terminal)));
        int code = new Main(terminal, System.getenv(), Main::installed).run(List.of(arguments));
        ended.set(true);
        System.exit(code);
    }

    /** Runs one command and tells how it ended. */
    int run(List<String> arguments) {
        try {
            switch (Invocation.read(arguments, environment)) {
                case Invocation.Help(String text) -> terminal.print(text);
                case Invocation.Run(GlobalOptions options, Command command, ParseResult own) ->
                    command.run(
                            own,
                            new Session(
                                    terminal, CtlConfig.load(options, environment, terminal), environment, backends));
            }
            return DONE;
        } catch (Misuse e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return MISUSED;
        } catch (Refusal e) {
            terminal.complain("Error: " + e.getMessage());
            return REFUSED;
        } catch (Aborted e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return REFUSED;
        }
    }

    /** The JVM would end with 130; scripts know 1 (CTL-002). */
    private static void endInterrupted(AtomicBoolean ended, Terminal terminal) {
        if (!ended.get()) {
            terminal.complain("Aborted!");
            Runtime.getRuntime().halt(REFUSED);
        }
    }

    private static Audience audience() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                ? Audience.PERSON
                : Audience.PROGRAM;
    }

    private static List<DcsBackend> installed() {
        return ServiceLoader.load(DcsBackend.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, false, StandardCharsets.UTF_8);
    }
}
