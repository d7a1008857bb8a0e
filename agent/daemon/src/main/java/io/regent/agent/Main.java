package io.regent.agent;

import io.regent.agent.logging.Logging;
import io.regent.agent.member.Version;
import io.regent.dcs.InvalidDcsSettings;
import io.regent.restapi.server.ListenFailed;
import io.regent.settings.AgentSettings;
import io.regent.settings.Checked;
import io.regent.settings.InvalidSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code regent <file.yml>}: runs the agent until it is told to stop. */
public final class Main {

    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final String HELP = """
            Usage: regent [--version] [--help] [CONFIGURATION]

            Runs beside a PostgreSQL server and keeps it highly available.

            CONFIGURATION  a YAML file, or a directory of *.yml and *.yaml files; without it
                           the environment variables PATRONI_* hold the configuration
            --version      print the version and exit
            --help         print this text and exit

            SIGHUP reads the configuration again. SIGTERM stops PostgreSQL, hands the leader
            lock over and ends the agent. SIGKILL leaves PostgreSQL running
            until shortly before the leader lock ends; an agent that is back by then takes it over.""";

    private Main() {}

    /** Runs the agent and ends the process with its exit code. */
    public static void main(String[] arguments) {
        int code = run(List.of(arguments), System.getenv(), System.out, System.err);
        System.exit(code);
    }

    /**
     * What {@link #main} does, without ending the process.
     *
     * @return 0 after a clean stop, 1 when the agent cannot go on, 2 when it was called wrongly
     */
    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.println(HELP);
            return 0;
        }
        if (arguments.contains("--version")) {
            out.println("regent " + Version.own() + " (compatible with Patroni " + Version.COMPATIBLE + ")");
            return 0;
        }
        Optional<String> option =
                arguments.stream().filter(argument -> argument.startsWith("-")).findFirst();
        if (option.isPresent() || arguments.size() > 1) {
            err.println("regent: unknown argument " + option.orElseGet(() -> arguments.get(1)) + "\n\n" + HELP);
            return USAGE;
        }
        return start(arguments.stream().findFirst().map(Path::of), environment, err);
    }

    private static int start(Optional<Path> source, Map<String, String> environment, PrintStream err) {
        Logging.atStart();
        Logger log = LoggerFactory.getLogger(Main.class);
        try {
            Checked<AgentSettings> read = AgentSettings.load(source, environment);
            Logging.configure(read.value().log());
            read.warnings().forEach(log::warn);
            return Daemon.run(source, environment, read.value());
        } catch (InvalidSettings | InvalidDcsSettings | ListenFailed | CannotStart e) {
            err.println("regent: " + e.getMessage());
            return FAILED;
        } catch (RuntimeException e) {
            log.error(Logging.CRITICAL, "The agent ends because of a fault of its own", e);
            return FAILED;
        } finally {
            Logging.close();
        }
    }
}
