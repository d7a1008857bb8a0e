package io.regent.ctl.command;

import io.regent.ctl.output.UnifiedDiff;
import io.regent.ctl.output.YamlText;
import io.regent.ctl.session.Programs;
import io.regent.ctl.session.RecordedCluster;
import io.regent.ctl.session.Refusal;
import io.regent.ctl.session.Session;
import io.regent.ctl.session.Terminal;
import io.regent.ctl.session.Terminal.Audience;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.Precondition;
import io.regent.dcs.Versioned;
import io.regent.dcs.WriteAnswer;
import io.regent.dcs.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code edit-config}: changes the settings that the whole cluster shares, in the store itself (CTL-054 to CTL-061). */
final class EditConfig implements Command {

    private static final String STANDARD_INPUT = "-";

    @Override
    public String name() {
        return "edit-config";
    }

    @Override
    public String purpose() {
        return "Edit cluster configuration";
    }

    @Override
    public void describe(CommandSpec spec) {
        Arguments.optionalCluster(spec);
        Arguments.group(spec);
        Arguments.flag(spec, "Do not show changes", "-q", "--quiet");
        Arguments.texts(spec, "Set specific configuration value. Can be specified multiple times", "-s", "--set");
        Arguments.texts(
                spec,
                "Set specific PostgreSQL parameter value. Shorthand for -s postgresql.parameters. Can be specified"
                        + " multiple times",
                "-p",
                "--pg");
        Arguments.text(spec, "Apply configuration from file. Use - for stdin.", "--apply");
        Arguments.text(
                spec, "Apply configuration from file, replacing existing configuration. Use - for stdin.", "--replace");
        Arguments.force(spec);
    }

    @Override
    public void run(ParseResult arguments, Session session) {
        Arguments.refuseGroup(arguments);
        var terminal = session.terminal();
        try (var recorded = session.cluster(Arguments.cluster(arguments))) {
            Versioned<DynamicConfig> config = recorded.read()
                    .config()
                    .orElseThrow(() -> new Refusal("The config key does not exist in the cluster " + recorded.name()));
            Map<String, Object> before = config.value().document();
            Map<String, Object> after = changed(before, arguments, recorded, session);
            List<String> difference = UnifiedDiff.of(YamlText.block(before), YamlText.block(after));
            boolean quiet = Arguments.has(arguments, "--quiet");
            if (difference.isEmpty()) {
                terminal.print(quiet ? "" : "Not changed\n");
                return;
            }
            if (!quiet) {
                show(difference, session);
            }
            if (mayWrite(arguments, terminal)) {
                write(new DynamicConfig(after), config.revision(), recorded);
                terminal.say("Configuration changed");
            }
        }
    }

    private static Map<String, Object> changed(
            Map<String, Object> before, ParseResult arguments, RecordedCluster recorded, Session session) {
        Optional<String> replace = Arguments.text(arguments, "--replace");
        Optional<String> apply = Arguments.text(arguments, "--apply");
        List<String> settings = Arguments.texts(arguments, "--set");
        List<String> parameters = Arguments.texts(arguments, "--pg");
        if (replace.isEmpty() && apply.isEmpty() && settings.isEmpty() && parameters.isEmpty()) {
            String edited = new Programs(session).edit(recorded.name(), YamlText.block(before));
            return ConfigChange.document(edited, "the edited file");
        }
        Map<String, Object> after = before;
        if (replace.isPresent()) {
            after = ConfigChange.patched(Map.of(), text(replace.get(), session), replace.get());
        }
        if (apply.isPresent()) {
            after = ConfigChange.patched(after, text(apply.get(), session), apply.get());
        }
        for (String setting : settings) {
            after = ConfigChange.set(after, setting);
        }
        for (String parameter : parameters) {
            after = ConfigChange.setParameter(after, parameter);
        }
        return after;
    }

    private static String text(String file, Session session) {
        if (file.equals(STANDARD_INPUT)) {
            return session.terminal().rest();
        }
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new Refusal(file + " does not exist or cannot be read");
        }
    }

    /** Coloured and page by page for a person, plain for a program (CTL-059). */
    private static void show(List<String> difference, Session session) {
        if (session.terminal().audience() == Audience.PROGRAM) {
            difference.forEach(session.terminal()::say);
        } else {
            new Programs(session)
                    .page(difference.stream().map(EditConfig::coloured).collect(Collectors.joining()));
        }
    }

    private static String coloured(String line) {
        String colour = switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '-' -> "\033[31m";
            case '+' -> "\033[32m";
            case '@' -> "\033[36m";
            default -> "";
        };
        return colour.isEmpty() ? line + "\n" : colour + line + "\033[0m\n";
    }

    /** Who has piped the settings in cannot be asked any more (CTL-057). */
    private static boolean mayWrite(ParseResult arguments, Terminal terminal) {
        if (Arguments.has(arguments, Arguments.FORCE)) {
            return true;
        }
        if (List.of("--apply", "--replace").stream()
                .anyMatch(option -> Arguments.text(arguments, option)
                        .filter(STANDARD_INPUT::equals)
                        .isPresent())) {
            terminal.say("Use --force option to apply changes");
            return false;
        }
        return terminal.confirm("Apply these changes?");
    }

    private static void write(DynamicConfig config, long revision, RecordedCluster recorded) {
        var answer = recorded.write(ClusterKey.CONFIG, Wire.config(config), new Precondition.Unchanged(revision));
        if (answer instanceof WriteAnswer.Conflict) {
            throw new Refusal("Config modification aborted due to concurrent changes");
        }
    }
}
