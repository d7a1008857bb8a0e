package io.regent.postgres.parameters;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of one major version of PostgreSQL (CFG-164). Names are in any case.
 *
 * @param majorVersion 9 stands for 9.6
 * @param isListed whether these are the settings of that very version, so that its values may be judged by them
 * @param settings by name
 * @param homes in which versions there is a setting of the name, such as {@code 9.6 to 12}
 */
public record SettingsCatalogue(
        int majorVersion, boolean isListed, Map<String, Setting> settings, Map<String, String> homes) {

    private static final int NINE = 9;

    public SettingsCatalogue {
        settings = inAnyCase(settings);
        homes = inAnyCase(homes);
    }

    /** The setting of that name; empty when the version has none, as far as is known. */
    public Optional<Setting> find(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** The versions that have a setting of that name; empty when none has. */
    public Optional<String> homeOf(String name) {
        return Optional.ofNullable(homes.get(name));
    }

    /** A major version as people write it. */
    public static String shown(int majorVersion) {
        return majorVersion == NINE ? "9.6" : Integer.toString(majorVersion);
    }

    private static <T> Map<String, T> inAnyCase(Map<String, T> map) {
        var copy = new TreeMap<String, T>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(map);
        return Collections.unmodifiableMap(copy);
    }
}
