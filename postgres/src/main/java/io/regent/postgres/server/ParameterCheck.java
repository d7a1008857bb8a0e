package io.regent.postgres.server;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.files.PostgresqlConf;
import io.regent.postgres.files.RecoveryConf;
import io.regent.postgres.parameters.ControlledParameters;
import io.regent.postgres.parameters.SettingsCatalogue;
import io.regent.postgres.parameters.UsableParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what of the user's parameters the server can be given: first by the catalogue, which can say what is allowed, then by the
 * installed program itself, which has the last word (CFG-164, LES-119). What cannot be asked counts as accepted: a valid parameter must
 * not get lost.
 */
public final class ParameterCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ParameterCheck.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Where the server looks for files is not judged by a program that is told another place. */
    private static final Set<String> PLACES = Set.of("data_directory", "config_file");

    /** What the messages look like and where they go must not follow from what is being judged. */
    private static final List<String> PLAIN_MESSAGES = List.of(
            "log_destination=stderr",
            "logging_collector=off",
            "log_min_messages=warning",
            "log_error_verbosity=default",
            "log_line_prefix=",
            "lc_messages=C");

    private static final Pattern REFUSAL = Pattern.compile("(?m)^(?:LOG|FATAL):\\s+(.*parameter \"([^\"]+)\".*)$");

    private volatile Set<String> told = Set.of();

    /**
     * The parameters that can be written, by name in lower case. What is wrong with the others is in the log, once.
     *
     * @throws IOException when a temporary file cannot be written
     */
    public Map<String, String> usable(PostgresSettings settings, SettingsCatalogue catalogue)
            throws IOException, InterruptedException {
        var own = new LinkedHashMap<>(settings.parameters());
        own.keySet()
                .removeIf(name -> ControlledParameters.owns(name)
                        || PostgresqlConf.isAboutRecovery(name)
                        || RecoveryConf.holds(name, catalogue.majorVersion()));
        UsableParameters usable = UsableParameters.of(own, catalogue);
        UsableParameters fewer = withoutRefused(settings, usable, catalogue);
        while (!fewer.equals(usable)) {
            usable = fewer;
            fewer = withoutRefused(settings, usable, catalogue);
        }
        tell(usable.warnings());
        return usable.values();
    }

    /** A server that does not know a name does not look at the values. */
    private static UsableParameters withoutRefused(
            PostgresSettings settings, UsableParameters usable, SettingsCatalogue catalogue)
            throws IOException, InterruptedException {
        UsableParameters fewer = usable;
        var refusals = REFUSAL.matcher(said(settings, usable.values()));
        while (refusals.find()) {
            String reason = refusals.group(1);
            String name = refusals.group(2).toLowerCase(Locale.ROOT);
            if (fewer.values().containsKey(name)) {
                fewer = reason.startsWith("unrecognized")
                        ? fewer.withoutUnknown(name, catalogue)
                        : fewer.withoutRefused(name, reason);
            }
        }
        return fewer;
    }

    /** What the server says of them when it is asked for its data directory. Values may be secret, so they go through a file. */
    private static String said(PostgresSettings settings, Map<String, String> parameters)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("regent", ".conf");
        try {
            var judged = new LinkedHashMap<>(parameters);
            judged.keySet().removeAll(PLACES);
            Files.writeString(file, PostgresqlConf.text(Optional.empty(), judged));
            var arguments = new ArrayList<>(
                    List.of("-C", "data_directory", "-D", settings.dataDir().toString()));
            arguments.add("--config-file=" + file);
            PLAIN_MESSAGES.forEach(setting -> arguments.addAll(List.of("-c", setting)));
            return new Tools(settings)
                    .program("postgres", arguments)
                    .within(LIMIT)
                    .run()
                    .errors();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void tell(List<String> warnings) {
        warnings.stream().filter(warning -> !told.contains(warning)).forEach(LOG::warn);
        told = Set.copyOf(warnings);
    }
}
