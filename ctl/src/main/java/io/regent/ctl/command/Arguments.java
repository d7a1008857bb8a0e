package io.regent.ctl.command;

import io.regent.ctl.session.Refusal;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The options and arguments that several commands share, and how they are read. */
final class Arguments {

    static final String FORCE = "--force";

    private static final String GROUP = "--group";
    private static final String CLUSTER = "CLUSTER_NAME";
    private static final String MEMBERS = "MEMBER_NAMES";

    private Arguments() {}

    static void flag(CommandSpec spec, String description, String... names) {
        spec.addOption(OptionSpec.builder(names[0], names)
                .arity("0")
                .type(boolean.class)
                .description(description)
                .build());
    }

    static void text(CommandSpec spec, String description, String... names) {
        spec.addOption(option(description, names).type(String.class).build());
    }

    static void number(CommandSpec spec, String description, String... names) {
        spec.addOption(option(description, names).type(Integer.class).build());
    }

    /** An option that may be given several times. */
    static void texts(CommandSpec spec, String description, String... names) {
        spec.addOption(option(description, names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .build());
    }

    /** An option that takes one of some words. */
    static void choice(CommandSpec spec, String description, List<String> words, String... names) {
        spec.addOption(option(description, names)
                .paramLabel("[" + String.join("|", words) + "]")
                .type(String.class)
                .converters(word -> {
                    if (!words.contains(word)) {
                        throw new TypeConversionException(
                                "'" + word + "' is not one of '" + String.join("', '", words) + "'.");
                    }
                    return word;
                })
                .build());
    }

    static void force(CommandSpec spec) {
        flag(spec, "Do not ask for confirmation at any point", FORCE);
    }

    static void group(CommandSpec spec) {
        spec.addOption(option("Citus group", GROUP).type(Integer.class).build());
    }

    static void role(CommandSpec spec, String description) {
        choice(spec, description, RoleFilter.WORDS, "-r", "--role");
    }

    static void watch(CommandSpec spec) {
        flag(spec, "Auto update the screen every 2 seconds", "-W");
        spec.addOption(option("Auto update the screen every X seconds", "-w", "--watch")
                .type(Double.class)
                .build());
    }

    static void optionalCluster(CommandSpec spec) {
        spec.addPositional(cluster().arity("0..1").build());
    }

    static void requiredCluster(CommandSpec spec) {
        spec.addPositional(cluster().arity("1").required(true).build());
    }

    static void clusters(CommandSpec spec) {
        spec.addPositional(many("CLUSTER_NAMES", "0..*"));
    }

    static void members(CommandSpec spec) {
        spec.addPositional(many(MEMBERS, "1..*"));
    }

    static void onlyMembers(CommandSpec spec) {
        spec.addPositional(many(MEMBERS, "0..*"));
    }

    static boolean has(ParseResult arguments, String option) {
        return arguments.matchedOptionValue(option, false);
    }

    static Optional<String> text(ParseResult arguments, String option) {
        return Optional.ofNullable(arguments.matchedOptionValue(option, (String) null));
    }

    static Optional<Integer> number(ParseResult arguments, String option) {
        return Optional.ofNullable(arguments.matchedOptionValue(option, (Integer) null));
    }

    static List<String> texts(ParseResult arguments, String option) {
        return arguments.matchedOptionValue(option, List.of());
    }

    static Optional<String> cluster(ParseResult arguments) {
        return positionals(arguments, CLUSTER).stream().findFirst();
    }

    static List<String> members(ParseResult arguments) {
        return positionals(arguments, MEMBERS);
    }

    static List<String> clusters(ParseResult arguments) {
        return positionals(arguments, "CLUSTER_NAMES");
    }

    /** Groups belong to Citus, of which this version knows nothing. */
    static void refuseGroup(ParseResult arguments) {
        if (arguments.hasMatchedOption(GROUP)) {
            throw new Refusal("--group: Citus clusters are not supported yet, leave the option out");
        }
    }

    private static List<String> positionals(ParseResult arguments, String label) {
        return arguments.matchedPositionals().stream()
                .filter(positional -> positional.paramLabel().equals(label))
                .map(ArgSpec::stringValues)
                .findFirst()
                .orElse(List.of());
    }

    private static OptionSpec.Builder option(String description, String... names) {
        return OptionSpec.builder(names[0], names).arity("1").description(description);
    }

    private static PositionalParamSpec.Builder cluster() {
        return PositionalParamSpec.builder()
                .index("0")
                .paramLabel(CLUSTER)
                .type(String.class)
                .hidden(true);
    }

    private static PositionalParamSpec many(String label, String index) {
        return PositionalParamSpec.builder()
                .index(index)
                .arity("0..*")
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .hidden(true)
                .build();
    }
}
