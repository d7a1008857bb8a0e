package io.regent.postgres.parameters;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What can be written of the user's own parameters. A wrong one is left out, because PostgreSQL would not start with it and would not
 * take any other change along with it (CFG-164, LES-119).
 *
 * @param values by name in lower case, in the order of the configuration, as they are written
 * @param warnings one for each value that is not used as it stands, naming parameter, value and what is allowed
 */
public record UsableParameters(Map<String, String> values, List<String> warnings) {

    /** Anything else would make the whole file unreadable. */
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_$]*(\\.[a-z_][a-z0-9_$]*)*");

    /** Instructions to whoever reads the file; {@code custom_conf} is there for that. */
    private static final Set<String> DIRECTIVES = Set.of("include", "include_if_exists", "include_dir");

    public UsableParameters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        warnings = List.copyOf(warnings);
    }

    /**
     * Sorts the parameters of the configuration by what the catalogue says of them. Those that it does not list are kept: they may
     * belong to an extension, or to a later minor version, and only the server can tell.
     */
    public static UsableParameters of(Map<String, Object> configured, SettingsCatalogue catalogue) {
        var values = new LinkedHashMap<String, String>();
        var warnings = new ArrayList<String>();
        configured.forEach((name, value) -> {
            String text = GucText.of(name, value);
            String key = name.toLowerCase(Locale.ROOT);
            switch (verdict(key, text, catalogue)) {
                case Setting.Verdict.Accepted() -> values.put(key, text);
                case Setting.Verdict.Limited(String nearest, String allowed) -> {
                    values.put(key, nearest);
                    warnings.add(notAllowed(name, text, allowed) + "; " + nearest + " is used");
                }
                case Setting.Verdict.Refused(String allowed) ->
                    warnings.add(notAllowed(name, text, allowed) + "; it is left out");
                case Setting.Verdict.NoSetting() ->
                    warnings.add(
                            "postgresql.parameters.%s: this is no name of a setting; it is left out".formatted(name));
            }
        });
        return new UsableParameters(values, warnings);
    }

    private static Setting.Verdict verdict(String name, String value, SettingsCatalogue catalogue) {
        if (!NAME.matcher(name).matches() || DIRECTIVES.contains(name)) {
            return new Setting.Verdict.NoSetting();
        }
        return catalogue
                .find(name)
                .filter(setting -> catalogue.isListed())
                .map(setting -> setting.judge(value))
                .orElseGet(Setting.Verdict.Accepted::new);
    }

    /** The same without a parameter that the server does not know. */
    public UsableParameters withoutUnknown(String name, SettingsCatalogue catalogue) {
        String elsewhere = catalogue
                .homeOf(name)
                .map(versions -> ", it belongs to PostgreSQL " + versions)
                .orElse("");
        return without(
                name,
                "postgresql.parameters.%s: PostgreSQL %s does not know it%s; it is left out"
                        .formatted(name, SettingsCatalogue.shown(catalogue.majorVersion()), elsewhere));
    }

    /** The same without a parameter that the server refuses for the reason that it gives. */
    public UsableParameters withoutRefused(String name, String reason) {
        return without(
                name, "postgresql.parameters.%s: PostgreSQL refuses it: %s; it is left out".formatted(name, reason));
    }

    private UsableParameters without(String name, String warning) {
        var rest = new LinkedHashMap<>(values);
        rest.remove(name);
        var all = new ArrayList<>(warnings);
        all.add(warning);
        return new UsableParameters(rest, all);
    }

    private static String notAllowed(String name, String text, String allowed) {
        return "postgresql.parameters.%s: %s is not allowed, it must be %s".formatted(name, text, allowed);
    }
}
