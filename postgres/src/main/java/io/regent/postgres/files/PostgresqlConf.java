package io.regent.postgres.files;

import io.regent.postgres.parameters.GucText;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The text of the generated {@code postgresql.conf}, and what must not be left in {@code postgresql.auto.conf}. */
public final class PostgresqlConf {

    private static final String HEADER = """
            # This file is written by the agent at every start and reload; changes made here are lost.
            # Change postgresql.parameters of the cluster's configuration instead.
            """;

    /** Parameters that say where a server replays from; the agent alone sets them (LES-119). */
    private static final Set<String> RECOVERY = Set.of(
            "primary_conninfo",
            "primary_slot_name",
            "recovery_target",
            "recovery_target_name",
            "recovery_target_time",
            "recovery_target_xid",
            "recovery_target_lsn",
            "recovery_target_timeline",
            "recovery_target_inclusive",
            "recovery_target_action",
            "promote_trigger_file");

    private PostgresqlConf() {}

    /**
     * The file: an include, then parameters, so that the parameters win (CFG-169).
     *
     * @param included the file taken over from the user; empty when there is none
     */
    public static String text(Optional<String> included, Map<String, String> parameters) {
        return HEADER
                + included.map(file -> "include " + GucText.quoted(file) + "\n").orElse("")
                + "\n"
                + parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + GucText.quoted(entry.getValue()) + "\n")
                        .collect(Collectors.joining());
    }

    /** The value that the generated file has for a parameter; empty when it has none, or was not generated. */
    public static Optional<String> value(String file, String parameter) {
        String start = parameter + " = '";
        return file.startsWith(HEADER)
                ? file.lines()
                        .filter(line -> line.startsWith(start) && line.endsWith("'"))
                        .map(line -> GucText.unquoted(line.substring(start.length() - 1)))
                        .reduce((earlier, later) -> later)
                : Optional.empty();
    }

    /** Whether the parameter says where a server replays from. */
    public static boolean isAboutRecovery(String parameter) {
        return RECOVERY.contains(parameter.toLowerCase(Locale.ROOT));
    }

    /**
     * The text of {@code postgresql.auto.conf} without recovery settings.
     *
     * @param others further parameters that must not be set there, in lower case
     */
    public static String withoutRecovery(String autoConf, Set<String> others) {
        return autoConf.lines()
                .filter(line -> !isAboutRecovery(nameIn(line)))
                .filter(line -> !others.contains(nameIn(line).toLowerCase(Locale.ROOT)))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String nameIn(String line) {
        String text = line.strip();
        int end = 0;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "_.".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return text.substring(0, end);
    }
}
