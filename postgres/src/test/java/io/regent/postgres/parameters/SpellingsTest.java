package io.regent.postgres.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regent.Spec;
import io.regent.postgres.PostgresVersions;
import io.regent.postgres.catalogue.SettingsTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Many spellings of one value, as the agent and the server itself understand them. */
class SpellingsTest {

    private static final int TAKES_FRACTIONS = 12;

    @TempDir
    Path folder;

    /** A value of a setting in its base unit, and ways to write it. */
    record Value(String name, String inBaseUnit, List<String> spellings) {}

    private static final List<Value> VALUES = List.of(
            new Value(
                    "work_mem",
                    "65536",
                    List.of("64MB", " 64 MB ", "65536", "65536kB", "0x10000", "0x40MB", "0200000", "0100MB", "+64MB")),
            new Value("shared_buffers", "16384", List.of("128MB", "131072kB", "16384", "0x4000", "040000")),
            new Value("checkpoint_timeout", "600", List.of("10min", "600", "600s", "600000ms", "0x258")),
            new Value("max_connections", "200", List.of("200", "0xC8", "0310")),
            new Value("seq_page_cost", "1.5", List.of("1.5", "1.50", "15e-1", "+1.5", "01.5")));

    private static final List<Value> FRACTIONS = List.of(
            new Value("work_mem", "30822", List.of("30.1MB")),
            new Value("work_mem", "31561728", List.of("30.1GB")),
            new Value("work_mem", "65536", List.of("65536.4", "6.5536e4", ".0625GB", "64.00MB", "67108864B")),
            new Value("work_mem", "66", List.of("65.5", "66.5")),
            new Value("checkpoint_timeout", "5400", List.of("1.5h", "90.0min", "5400000000us")),
            new Value("checkpoint_timeout", "7200", List.of("0.0625d")),
            new Value("statement_timeout", "3600000", List.of("0.04d", "60min", "3.6e6")),
            new Value("autovacuum_vacuum_cost_delay", "2.5", List.of("2.5", "2500us", "2.5ms")),
            new Value("autovacuum_vacuum_cost_delay", "4", List.of("0.0035s")));

    @ParameterizedTest
    @MethodSource("spellings")
    @Spec("LES-117")
    void the_agent_means_by_every_spelling_what_the_server_does(int version, Value value, String spelling)
            throws Exception {
        Setting setting = SettingsTable.of(version).find(value.name()).orElseThrow();
        var running = new GucSetting(
                value.name(),
                value.inBaseUnit(),
                setting.unit(),
                setting.type().name().toLowerCase(Locale.ROOT));

        assertThat(running.means(spelling)).isTrue();
        assertThat(running.means("1" + value.inBaseUnit())).isFalse();
        assertThat(setting.judge(spelling)).isEqualTo(new Setting.Verdict.Accepted());
        assertThat(shown(version, value.name(), spelling)).isEqualTo(shown(version, value.name(), value.inBaseUnit()));
    }

    static Stream<Arguments> spellings() {
        var versions = PostgresVersions.servers().keySet();
        assumeTrue(!versions.isEmpty(), "PostgreSQL is not installed");
        var oldest = PostgresVersions.servers().firstKey();
        var newest = PostgresVersions.servers().lastKey();
        return versions.stream()
                .filter(version ->
                        Stream.of(oldest, TAKES_FRACTIONS, newest).toList().contains(version))
                .flatMap(version -> {
                    var values = new ArrayList<>(VALUES);
                    values.addAll(version >= TAKES_FRACTIONS ? FRACTIONS : List.of());
                    return values.stream()
                            .flatMap(value ->
                                    value.spellings().stream().map(spelling -> Arguments.of(version, value, spelling)));
                });
    }

    @Test
    void a_number_in_the_wrong_unit_is_none() {
        Setting setting = SettingsTable.of(15).find("work_mem").orElseThrow();

        Stream.of("5min", "64mb", "089", "64 M B", "")
                .forEach(wrong ->
                        assertThat(setting.judge(wrong)).as(wrong).isInstanceOf(Setting.Verdict.Refused.class));
    }

    /** What a server that got the value would run with, in its own words. */
    private String shown(int version, String name, String value) throws Exception {
        Path config = Files.writeString(folder.resolve("x.conf"), name + " = " + GucText.quoted(value) + "\n");
        Process process = new ProcessBuilder(
                        PostgresVersions.server(version).resolve("postgres").toString(),
                        "-C",
                        name,
                        "-D",
                        folder.toString(),
                        "--config-file=" + config)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
