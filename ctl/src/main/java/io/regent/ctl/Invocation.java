package io.regent.ctl;

import io.regent.ctl.command.Command;
import io.regent.ctl.command.Commands;
import io.regent.ctl.session.GlobalOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What the arguments of the program ask for.
 *
 * <p>Only the command that is named is described to the parser, and without annotations, because an operator feels how
 * long a program takes to start.
 */
sealed interface Invocation {

    /** To be told how the program is used. */
    record Help(String text) implements Invocation {}

    /** To have a command run. */
    record Run(GlobalOptions options, Command command, ParseResult arguments) implements Invocation {}

    String PROGRAM = "regentctl";
    String HELP = "--help";
    String REST = "COMMAND [ARGS]...";

    /**
     * Makes sense of the arguments.
     *
     * @throws Misuse when there is none
     */
    static Invocation read(List<String> arguments, Map<String, String> environment) {
        CommandLine program = parser(program()).setStopAtPositional(true);
        ParseResult global = parse(program, arguments);
        List<String> rest = global.matchedPositionalValue(0, List.of());
        if (global.hasMatchedOption(HELP) || rest.isEmpty()) {
            return new Help(program.getUsageMessage(Ansi.OFF) + "\nCommands:\n" + commands());
        }
        Command command = Commands.ALL.stream()
                .filter(candidate -> candidate.name().equals(rest.getFirst()))
                .findFirst()
                .orElseThrow(() ->
                        new Misuse(synopsis(program), PROGRAM, "No such command '%s'.".formatted(rest.getFirst())));
        CommandLine parser = parser(describe(command));
        ParseResult own = parse(parser, rest.subList(1, rest.size()));
        return own.hasMatchedOption(HELP)
                ? new Help(parser.getUsageMessage(Ansi.OFF))
                : new Run(options(global, environment), command, own);
    }

    private static ParseResult parse(CommandLine parser, List<String> arguments) {
        try {
            return parser.parseArgs(arguments.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new Misuse(synopsis(parser), parser.getCommandSpec().qualifiedName(), String.valueOf(e.getMessage()));
        }
    }

    private static GlobalOptions options(ParseResult global, Map<String, String> environment) {
        return new GlobalOptions(
                Optional.ofNullable(global.matchedOptionValue("-c", (String) null))
                        .map(Path::of),
                Optional.ofNullable(global.matchedOptionValue("-d", environment.get("DCS_URL"))),
                global.hasMatchedOption("-k"));
    }

    private static CommandSpec program() {
        CommandSpec spec = CommandSpec.create().name(PROGRAM);
        spec.addOption(text("Configuration file", "-c", "--config-file"));
        spec.addOption(text("The DCS connect url", "-d", "--dcs-url", "--dcs"));
        spec.addOption(flag("Allow connections to SSL sites without certs", "-k", "--insecure"));
        spec.addOption(help());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .paramLabel(REST)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .hidden(true)
                .build());
        spec.usageMessage()
                .customSynopsis(PROGRAM + " [OPTIONS] " + REST)
                .description("", "Command-line interface for clusters kept by Regent or Patroni.", "")
                .sortOptions(false);
        return spec;
    }

    private static CommandSpec describe(Command command) {
        CommandSpec spec = CommandSpec.create().name(PROGRAM + " " + command.name());
        command.describe(spec);
        spec.addOption(help());
        String arguments = spec.positionalParameters().stream()
                .map(Invocation::label)
                .map(label -> " " + label)
                .collect(Collectors.joining());
        spec.usageMessage()
                .customSynopsis(spec.name() + " [OPTIONS]" + arguments)
                .description("", command.purpose(), "")
                .sortOptions(false);
        return spec;
    }

    private static String label(PositionalParamSpec argument) {
        String label = argument.required() ? argument.paramLabel() : "[" + argument.paramLabel() + "]";
        return argument.arity().max() > 1 ? label + "..." : label;
    }

    private static CommandLine parser(CommandSpec spec) {
        return new CommandLine(spec)
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setOverwrittenOptionsAllowed(true);
    }

    private static String synopsis(CommandLine parser) {
        return "Usage: " + parser.getCommandSpec().usageMessage().customSynopsis()[0];
    }

    private static String commands() {
        return Commands.ALL.stream()
                .map(command -> "  %-12s %s%n".formatted(command.name(), command.purpose()))
                .collect(Collectors.joining());
    }

    private static OptionSpec text(String description, String... names) {
        return OptionSpec.builder(names[0], names)
                .arity("1")
                .type(String.class)
                .description(description)
                .build();
    }

    private static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names[0], names)
                .arity("0")
                .type(boolean.class)
                .description(description)
                .build();
    }

    private static OptionSpec help() {
        return OptionSpec.builder(HELP)
                .arity("0")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this message and exit.")
                .build();
    }
}
