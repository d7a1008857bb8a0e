package io.regent.postgres.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regent.postgres.PostgresVersions;
import io.regent.postgres.catalogue.SettingsTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsCatalogueTest {

    private static final Path SCRIPT = Path.of("../.ci/postgres-settings");

    /**
     * Every server on this machine says of itself what the catalogue says of it. Another minor version may know more, if it is later, or
     * less, if it is earlier, than the one that the catalogue was made from; what both know is the same.
     */
    @ParameterizedTest
    @MethodSource("versions")
    void each_server_describes_itself_as_the_catalogue_does(int version) throws Exception {
        var described = new TreeMap<String, Setting>();
        lines(PostgresVersions.server(version)).stream()
                .map(Setting::parse)
                .forEach(setting -> described.put(setting.name(), setting));
        var listed = new TreeMap<>(SettingsTable.of(version).settings());
        int later = Integer.compare(minor(PostgresVersions.server(version)), minorInCatalogue(version));

        var additional = new TreeMap<>(described);
        additional.keySet().removeAll(listed.keySet());
        var missing = new TreeMap<>(listed);
        missing.keySet().removeAll(described.keySet());
        listed.keySet().retainAll(described.keySet());
        described.keySet().retainAll(listed.keySet());

        assertThat(described).hasSizeGreaterThan(250).isEqualTo(listed);
        if (later <= 0) {
            assertThat(additional).isEmpty();
        }
        if (later >= 0) {
            assertThat(missing).isEmpty();
        }
    }

    static Stream<Integer> versions() {
        var versions = PostgresVersions.servers().keySet();
        assumeTrue(!versions.isEmpty(), "PostgreSQL is not installed");
        return versions.stream();
    }

    @Test
    void a_name_is_found_in_any_case_and_in_its_versions_only() {
        assertThat(SettingsTable.of(15).find("DATESTYLE")).isPresent();
        assertThat(SettingsTable.of(12).find("wal_keep_segments")).isPresent();
        assertThat(SettingsTable.of(13).find("wal_keep_segments")).isEmpty();
        assertThat(SettingsTable.of(15).homeOf("wal_keep_segments")).contains("9.6 to 12");
        assertThat(SettingsTable.of(15).homeOf("io_method")).contains("18 and later");
        assertThat(SettingsTable.of(15).homeOf("nosuch")).isEmpty();
    }

    @Test
    void units_and_contexts_are_those_of_the_version() {
        assertThat(SettingsTable.of(9).find("max_wal_size").flatMap(Setting::unit))
                .contains("16MB");
        assertThat(SettingsTable.of(10).find("max_wal_size").flatMap(Setting::unit))
                .contains("MB");
        assertThat(SettingsTable.of(12).find("primary_conninfo").orElseThrow().needsRestart())
                .isTrue();
        assertThat(SettingsTable.of(13).find("primary_conninfo").orElseThrow().needsRestart())
                .isFalse();
        assertThat(SettingsTable.of(17)
                        .find("autovacuum_max_workers")
                        .orElseThrow()
                        .needsRestart())
                .isTrue();
    }

    @Test
    void a_version_to_come_has_the_settings_of_the_newest_but_is_not_judged_by_them() {
        assertThat(SettingsTable.of(99).find("shared_buffers")).isPresent();
        assertThat(SettingsTable.of(99).isListed()).isFalse();
        assertThat(SettingsTable.of(18).isListed()).isTrue();
    }

    private static List<String> lines(Path programs) throws IOException, InterruptedException {
        return said(List.of("bash", SCRIPT.toString(), programs.toString()))
                .lines()
                .toList();
    }

    private static int minor(Path programs) throws IOException, InterruptedException {
        return minor(said(List.of(programs.resolve("postgres").toString(), "--version"))
                .replaceFirst("(?s).*\\(PostgreSQL\\) ([0-9.]+).*", "$1"));
    }

    private static int minorInCatalogue(int version) {
        return SettingsTable.ofThisProgram().sources().stream()
                .filter(source -> source.startsWith(version + "."))
                .mapToInt(SettingsCatalogueTest::minor)
                .findFirst()
                .orElseThrow();
    }

    private static int minor(String version) {
        return Integer.parseInt(version.substring(version.lastIndexOf('.') + 1));
    }

    private static String said(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
