package io.regent.postgres.catalogue;

import io.regent.postgres.parameters.Setting;
import io.regent.postgres.parameters.SettingsCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The table of all versions' settings, which {@code .ci/postgres-settings} writes.
 *
 * @param sources the exact version of each server that it was made from, such as {@code 15.4}, oldest first
 */
public record SettingsTable(List<String> sources, List<Row> rows) {

    private static final SettingsTable READ = read();

    /** A setting and the versions, both inclusive, of which it is true. */
    public record Row(int since, int until, Setting setting) {

        private static final int VERSIONS_AND_REST = 3;

        static Row parse(String line) {
            String[] column = line.split("\t", VERSIONS_AND_REST);
            return new Row(Integer.parseInt(column[0]), Integer.parseInt(column[1]), Setting.parse(column[2]));
        }

        boolean holdsIn(int version) {
            return since <= version && version <= until;
        }
    }

    public SettingsTable {
        sources = List.copyOf(sources);
        rows = List.copyOf(rows);
    }

    /** The table of this program. */
    public static SettingsTable ofThisProgram() {
        return READ;
    }

    /** The settings of a version; for one that is newer than the table those of the newest in it, by which nothing is judged. */
    public static SettingsCatalogue of(int majorVersion) {
        int listed = Math.min(majorVersion, READ.newest());
        Map<String, Setting> settings = READ.rows().stream()
                .filter(row -> row.holdsIn(listed))
                .map(Row::setting)
                .collect(Collectors.toMap(Setting::name, setting -> setting));
        return new SettingsCatalogue(majorVersion, majorVersion == listed, settings, READ.homes());
    }

    private static SettingsTable read() {
        try (var stream = SettingsTable.class.getResourceAsStream("settings.tsv")) {
            if (stream == null) {
                throw new IllegalStateException("the table of PostgreSQL's settings is not in the program");
            }
            List<String> lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            String header = lines.getFirst();
            return new SettingsTable(
                    List.of(header.substring(header.indexOf(": ") + 2).split(" ")),
                    lines.stream().skip(1).map(Row::parse).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In which versions there is a setting of the name, such as {@code 9.6 to 12}. */
    private Map<String, String> homes() {
        var first = new HashMap<String, Integer>();
        var last = new HashMap<String, Integer>();
        rows.forEach(row -> first.merge(row.setting().name(), row.since(), Math::min));
        rows.forEach(row -> last.merge(row.setting().name(), row.until(), Math::max));
        var homes = new HashMap<String, String>();
        first.forEach((name, since) -> {
            int until = last.getOrDefault(name, since);
            homes.put(
                    name,
                    SettingsCatalogue.shown(since)
                            + (until == newest() ? " and later" : " to " + SettingsCatalogue.shown(until)));
        });
        return homes;
    }

    private int newest() {
        return rows.stream().mapToInt(Row::until).max().orElseThrow();
    }
}
