package io.regent.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.regent.Spec;
import io.regent.postgres.PostgresVersions;
import io.regent.postgres.SampleSettings;
import io.regent.postgres.catalogue.SettingsTable;
import io.regent.postgres.parameters.SettingsCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Asks the server programs of every version on this machine. */
class ParameterCheckTest {

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ParameterCheck.class);

    @BeforeEach
    void listen() throws Exception {
        Files.createDirectory(folder.resolve("pg"));
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
    }

    @ParameterizedTest
    @MethodSource("versions")
    @Spec("LES-119")
    void what_the_server_would_not_start_with_is_left_out_and_nothing_else(int version) throws Exception {
        var configured = new LinkedHashMap<String, Object>();
        configured.put("nosuch", 1);
        configured.put("work_mem", "-5");
        configured.put("fsync", "perhaps");
        configured.put("lc_messages", "xx_YY");
        configured.put("log_destination", "syslog");
        configured.put("datestyle", "bla");
        configured.put("log_min_messages", "panic");
        configured.put("pg_stat_statements.max", 100);
        configured.put("archive_command", "cp %p '/archive/%f'");
        configured.put("max_connections", 1);

        assertThat(usable(version, configured))
                .isEqualTo(Map.of(
                        "work_mem",
                        "64",
                        "log_destination",
                        "syslog",
                        "log_min_messages",
                        "panic",
                        "pg_stat_statements.max",
                        "100",
                        "archive_command",
                        "cp %p '/archive/%f'"));
        assertThat(warnings())
                .hasSize(5)
                .anyMatch(text -> text.contains(".nosuch: PostgreSQL " + SettingsCatalogue.shown(version)
                        + " does not know it; it is left out"))
                .anyMatch(text -> text.contains(".work_mem: -5 is not allowed"))
                .anyMatch(text -> text.contains(".fsync: perhaps is not allowed"))
                .anyMatch(text -> text.contains(".lc_messages: PostgreSQL refuses it: invalid value for parameter"))
                .anyMatch(text -> text.contains(".datestyle: PostgreSQL refuses it: invalid value for parameter"));
    }

    @ParameterizedTest
    @MethodSource("versions")
    @Spec("LES-119")
    void what_came_with_a_minor_version_is_kept_where_the_server_knows_it(int version) throws Exception {
        boolean known = version >= 10;

        assertThat(usable(version, Map.of("allow_in_place_tablespaces", true)))
                .isEqualTo(known ? Map.of("allow_in_place_tablespaces", "on") : Map.of());
    }

    static Stream<Integer> versions() {
        var versions = PostgresVersions.servers().keySet();
        assumeTrue(!versions.isEmpty(), "PostgreSQL is not installed");
        return versions.stream();
    }

    @Test
    void the_same_fault_is_told_once() throws Exception {
        var check = new ParameterCheck();
        var settings = SampleSettings.of(newest(), folder, Map.of("nosuch", 1));

        check.usable(settings, SettingsTable.of(PostgresVersions.servers().lastKey()));
        check.usable(settings, SettingsTable.of(PostgresVersions.servers().lastKey()));

        assertThat(warnings()).hasSize(1);
    }

    @Test
    void without_a_server_program_only_the_catalogue_judges() throws Exception {
        var settings = SampleSettings.of(folder.resolve("nowhere"), folder, Map.of("nosuch", 1, "fsync", "perhaps"));

        assertThat(new ParameterCheck().usable(settings, SettingsTable.of(15))).isEqualTo(Map.of("nosuch", "1"));
    }

    private Map<String, String> usable(int version, Map<String, Object> configured) throws Exception {
        Path programs = PostgresVersions.server(version);
        return new ParameterCheck().usable(SampleSettings.of(programs, folder, configured), SettingsTable.of(version));
    }

    private List<String> warnings() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Path newest() {
        var versions = PostgresVersions.servers();
        assumeTrue(!versions.isEmpty(), "PostgreSQL is not installed");
        return PostgresVersions.server(versions.lastKey());
    }
}
