package io.regent.postgres.server;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.parameters.KnownParameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the installed server program which parameters it knows (CFG-164), once for each. What cannot be asked counts as known: a
 * valid parameter must not get lost.
 */
public final class ParameterCatalogue {

    private static final Logger LOG = LoggerFactory.getLogger(ParameterCatalogue.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Map<String, KnownParameters> described = new ConcurrentHashMap<>();
    private final Map<String, Boolean> asked = new ConcurrentHashMap<>();

    /** Whether the server program of the settings knows the parameter; says so in the log, once, when it does not. */
    public boolean knows(PostgresSettings settings, String name) {
        return described(settings).has(name)
                || asked.computeIfAbsent(name, unknown -> {
                    boolean known = isRecognized(settings, unknown);
                    if (!known) {
                        LOG.warn(
                                "postgresql.parameters.{}: this version of PostgreSQL does not know it, it is left out",
                                unknown);
                    }
                    return known;
                });
    }

    /** Whether a change of the parameter acts only after a restart. */
    public boolean needsRestart(PostgresSettings settings, String name) {
        return described(settings).needsRestart(name);
    }

    private KnownParameters described(PostgresSettings settings) {
        return described.computeIfAbsent(
                settings.programs().command("postgres"),
                command -> KnownParameters.parse(
                        output(settings, List.of("--describe-config")).output()));
    }

    private static boolean isRecognized(PostgresSettings settings, String name) {
        Program.Result result =
                output(settings, List.of("-C", name, "-D", settings.dataDir().toString()));
        return !result.errors().contains("unrecognized configuration parameter \"" + name + "\"");
    }

    private static Program.Result output(PostgresSettings settings, List<String> arguments) {
        try {
            return new Tools(settings)
                    .program("postgres", arguments)
                    .within(LIMIT)
                    .run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Program.Result(-1, "", "interrupted");
        }
    }
}
