package io.regent.postgres.parameters;

import io.regent.postgres.PostgresSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The parameters that the agent answers for: they go on the postmaster's command line, where nothing on this node can
 * override them (CFG-156 to CFG-163).
 *
 * @param values name to value, in the order of the command line
 * @param onlyInFile those that are written to postgresql.conf alone
 * @param warnings one for each value that was not used, naming parameter and value (CFG-158)
 */
public record ControlledParameters(Map<String, String> values, Map<String, String> onlyInFile, List<String> warnings) {

    private static final int SEGMENT_MEGABYTES = 16;
    private static final int KEEPS_SIZE = 13;

    /** What a standby must not have less of than its primary (CFG-173). */
    public static final Set<String> SHARED_MEMORY = Set.of(
            "max_connections",
            "max_prepared_transactions",
            "max_locks_per_transaction",
            "max_wal_senders",
            "max_worker_processes");

    private record Rule(String name, String otherwise, Predicate<String> accepts, String allowed) {

        static Rule atLeast(String name, int otherwise, int minimum) {
            return new Rule(
                    name,
                    Integer.toString(otherwise),
                    text -> isAtLeast(text, minimum),
                    "a number of at least " + minimum);
        }

        /** The same, not beyond what the version takes either. */
        Rule within(Optional<Setting> setting) {
            return setting.flatMap(Setting::largest)
                    .map(largest -> new Rule(
                            name,
                            otherwise,
                            accepts.and(text -> setting.get().judge(text) instanceof Setting.Verdict.Accepted),
                            allowed + " and at most " + largest.toPlainString()))
                    .orElse(this);
        }

        static Rule bool(String name, String otherwise) {
            return new Rule(name, otherwise, text -> GucText.bool(text).isPresent(), "on or off");
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.atLeast("max_connections", 100, 25),
            Rule.atLeast("max_locks_per_transaction", 64, 32),
            Rule.atLeast("max_worker_processes", 8, 2),
            Rule.atLeast("max_prepared_transactions", 0, 0),
            Rule.atLeast("max_wal_senders", 10, 3),
            Rule.atLeast("max_replication_slots", 10, 4),
            new Rule("wal_level", "replica", ControlledParameters::isWalLevel, "replica or logical"),
            Rule.bool("track_commit_timestamp", "off"),
            Rule.bool("wal_log_hints", "on"));

    public ControlledParameters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        onlyInFile = Map.copyOf(onlyInFile);
        warnings = List.copyOf(warnings);
    }

    /** The parameters for these settings on a server of the catalogue's version. */
    public static ControlledParameters of(PostgresSettings settings, SettingsCatalogue catalogue) {
        var warnings = new ArrayList<String>();
        var values = new LinkedHashMap<String, String>();
        values.put("listen_addresses", String.join(",", settings.listen().addresses()));
        values.put("port", Integer.toString(settings.listen().port()));
        values.put("cluster_name", settings.clusterName());
        values.put("hot_standby", "on");
        RULES.forEach(rule -> values.put(
                rule.name(), chosen(rule.within(catalogue.find(rule.name())), settings.parameters(), warnings)));
        if (values.getOrDefault("wal_level", "").equalsIgnoreCase("hot_standby")) {
            values.put("wal_level", "replica");
        }
        return new ControlledParameters(
                values, keptLog(settings.parameters(), catalogue.majorVersion(), warnings), warnings);
    }

    /** Whether the name is one that the agent answers for, so that the user's value is not written as it stands. */
    public static boolean owns(String name) {
        return switch (name) {
            case "listen_addresses", "port", "cluster_name", "hot_standby", "wal_keep_segments", "wal_keep_size" ->
                true;
            default -> RULES.stream().anyMatch(rule -> rule.name().equals(name));
        };
    }

    /** The same, with no shared-memory setting below what the server last ran with (CFG-174, HA-208). */
    public ControlledParameters notBelow(Map<String, Integer> controlData) {
        var raised = new LinkedHashMap<>(values);
        var notes = new ArrayList<>(warnings);
        for (String name : SHARED_MEMORY) {
            Optional.ofNullable(controlData.get(name)).ifPresent(last -> {
                if (!isAtLeast(values.getOrDefault(name, "0"), last)) {
                    raised.put(name, Integer.toString(last));
                    notes.add("%s: a standby cannot start with %s, it starts with %d, the value of the control file"
                            .formatted(name, values.get(name), last));
                }
            });
        }
        return new ControlledParameters(raised, onlyInFile, notes);
    }

    private static String chosen(Rule rule, Map<String, Object> parameters, List<String> warnings) {
        Object wanted = parameters.get(rule.name());
        if (wanted == null) {
            return rule.otherwise();
        }
        String text = GucText.of(rule.name(), wanted).strip();
        if (rule.accepts().test(text)) {
            return text;
        }
        warnings.add("postgresql.parameters.%s: %s is not allowed, it must be %s; %s is used"
                .formatted(rule.name(), text, rule.allowed(), rule.otherwise()));
        return rule.otherwise();
    }

    /** How much log is kept for standbys, in the parameter that the version knows (CFG-160). */
    private static Map<String, String> keptLog(
            Map<String, Object> parameters, int majorVersion, List<String> warnings) {
        Rule size = new Rule(
                "wal_keep_size",
                "128MB",
                text -> megabytes(text)
                        .filter(number -> number >= SEGMENT_MEGABYTES)
                        .isPresent(),
                "at least 16MB");
        Rule segments = Rule.atLeast("wal_keep_segments", 8, 1);
        boolean inSegments = parameters.containsKey("wal_keep_segments") && !parameters.containsKey("wal_keep_size");
        if (majorVersion >= KEEPS_SIZE) {
            String value = inSegments
                    ? number(chosen(segments, parameters, warnings)) * SEGMENT_MEGABYTES + "MB"
                    : chosen(size, parameters, warnings);
            return Map.of("wal_keep_size", value);
        }
        boolean inSize = parameters.containsKey("wal_keep_size") && !parameters.containsKey("wal_keep_segments");
        String value = inSize
                ? Long.toString(megabytes(chosen(size, parameters, warnings)).orElse(0L) / SEGMENT_MEGABYTES)
                : chosen(segments, parameters, warnings);
        return Map.of("wal_keep_segments", value);
    }

    private static long number(String text) {
        return GucUnit.integer(Optional.empty(), text)
                .map(BigDecimal::longValue)
                .orElse(0L);
    }

    private static Optional<Long> megabytes(String text) {
        return GucUnit.integer(Optional.of("MB"), text).map(number -> number.longValue());
    }

    private static boolean isAtLeast(String text, int minimum) {
        return GucUnit.integer(Optional.empty(), text)
                .filter(number -> number.compareTo(BigDecimal.valueOf(minimum)) >= 0)
                .isPresent();
    }

    private static boolean isWalLevel(String text) {
        return Set.of("hot_standby", "replica", "logical").contains(text.toLowerCase(Locale.ROOT));
    }
}
