package io.regent.postgres.parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of one major version of PostgreSQL (CFG-164), as its servers describe them; {@code .ci/postgres-settings} writes the
 * table. Names are in any case.
 *
 * @param majorVersion 9 stands for 9.6
 * @param settings by name; those of the newest version in the table where the version is newer still
 */
public record SettingsCatalogue(int majorVersion, Map<String, Setting> settings) {

    private static final int NINE = 9;

    /** A setting and the versions, both inclusive, of which it is true. */
    private record Row(int since, int until, Setting setting) {

        private static final int VERSIONS_AND_REST = 3;

        static Row parse(String line) {
            String[] column = line.split("\t", VERSIONS_AND_REST);
            return new Row(Integer.parseInt(column[0]), Integer.parseInt(column[1]), Setting.parse(column[2]));
        }

        boolean holdsIn(int version) {
            return since <= version && version <= until;
        }
    }

    /** The table, and the exact version of each server that it was made from. */
    private record Table(List<String> sources, List<Row> rows) {

        private static final Table READ = read();
        private static final String SOURCES = ": ";

        private static Table read() {
            try (var stream = SettingsCatalogue.class.getResourceAsStream("settings.tsv")) {
                if (stream == null) {
                    throw new IllegalStateException("the table of PostgreSQL's settings is not in the program");
                }
                List<String> lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                String header = lines.getFirst();
                return new Table(
                        Arrays.asList(header.substring(header.indexOf(SOURCES) + SOURCES.length())
                                .split(" ")),
                        lines.stream().skip(1).map(Row::parse).toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        int newest() {
            return rows.stream().mapToInt(Row::until).max().orElseThrow();
        }
    }

    public SettingsCatalogue {
        var inAnyCase = new TreeMap<String, Setting>(String.CASE_INSENSITIVE_ORDER);
        inAnyCase.putAll(settings);
        settings = Collections.unmodifiableMap(inAnyCase);
    }

    /** The settings of a version; for one that is newer than the table, those of the newest in it. */
    public static SettingsCatalogue of(int majorVersion) {
        int listed = Math.min(majorVersion, Table.READ.newest());
        return new SettingsCatalogue(
                majorVersion,
                Table.READ.rows().stream()
                        .filter(row -> row.holdsIn(listed))
                        .map(Row::setting)
                        .collect(Collectors.toMap(Setting::name, setting -> setting)));
    }

    /** The exact versions of the servers that the table was made from, such as {@code 15.4}, oldest first. */
    public static List<String> sources() {
        return Table.READ.sources();
    }

    /** Whether the version is in the table, so that its values may be judged by it. */
    public boolean isListed() {
        return majorVersion <= Table.READ.newest();
    }

    /** The setting of that name; empty when the version has none, as far as the table knows. */
    public Optional<Setting> find(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** In which versions there is a setting of the name, such as {@code 9.6 to 12}; empty when there is none in any. */
    public static Optional<String> versionsWith(String name) {
        List<Row> rows = Table.READ.rows().stream()
                .filter(row -> row.setting().name().equalsIgnoreCase(name))
                .toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        int until = rows.getLast().until();
        String first = shown(rows.getFirst().since());
        return Optional.of(until == Table.READ.newest() ? first + " and later" : first + " to " + shown(until));
    }

    /** A major version as people write it. */
    public static String shown(int majorVersion) {
        return majorVersion == NINE ? "9.6" : Integer.toString(majorVersion);
    }
}
