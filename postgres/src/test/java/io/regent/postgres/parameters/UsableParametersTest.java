package io.regent.postgres.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.catalogue.SettingsTable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsableParametersTest {

    @Test
    void a_value_that_is_allowed_is_written_as_it_stands() {
        var configured = new LinkedHashMap<String, Object>();
        configured.put("Work_Mem", "64MB");
        configured.put("autovacuum", false);
        configured.put("random_page_cost", 1.1);
        configured.put("synchronous_commit", "yes");
        configured.put("log_min_messages", "DEBUG");
        configured.put("pg_stat_statements.max", 100);
        configured.put("archive_command", "cp %p /archive/%f");

        var usable = UsableParameters.of(configured, SettingsTable.of(15));

        assertThat(usable.warnings()).isEmpty();
        assertThat(usable.values())
                .containsExactly(
                        Map.entry("work_mem", "64MB"),
                        Map.entry("autovacuum", "off"),
                        Map.entry("random_page_cost", "1.1"),
                        Map.entry("synchronous_commit", "yes"),
                        Map.entry("log_min_messages", "DEBUG"),
                        Map.entry("pg_stat_statements.max", "100"),
                        Map.entry("archive_command", "cp %p /archive/%f"));
    }

    @Test
    void a_number_beyond_the_limits_becomes_the_nearest_one() {
        var usable = UsableParameters.of(Map.of("work_mem", "-5"), SettingsTable.of(15));

        assertThat(usable.values()).containsExactly(Map.entry("work_mem", "64"));
        assertThat(usable.warnings())
                .containsExactly(
                        "postgresql.parameters.work_mem: -5 is not allowed, it must be a number from 64 to 2147483647 in "
                                + "units of kB, or one with a unit (B, kB, MB, GB, TB); 64 is used");
    }

    @Test
    void the_limits_are_those_of_the_version() {
        Map<String, Object> configured = Map.of("maintenance_work_mem", "512kB");

        assertThat(UsableParameters.of(configured, SettingsTable.of(16)).values())
                .containsEntry("maintenance_work_mem", "1024");
        assertThat(UsableParameters.of(configured, SettingsTable.of(17)).values())
                .containsEntry("maintenance_work_mem", "512kB");
    }

    @Test
    void what_cannot_be_read_is_left_out_and_the_warning_says_what_is_allowed() {
        var configured = new LinkedHashMap<String, Object>();
        configured.put("statement_timeout", "5 minutes");
        configured.put("fsync", "perhaps");
        configured.put("wal_compression", "gzip");
        configured.put("data_checksums", "on");

        var usable = UsableParameters.of(configured, SettingsTable.of(15));

        assertThat(usable.values()).isEmpty();
        assertThat(usable.warnings())
                .containsExactly(
                        "postgresql.parameters.statement_timeout: 5 minutes is not allowed, it must be a number from 0 to "
                                + "2147483647 in units of ms, or one with a unit (us, ms, s, min, h, d); it is left out",
                        "postgresql.parameters.fsync: perhaps is not allowed, it must be on or off; it is left out",
                        "postgresql.parameters.wal_compression: gzip is not allowed, it must be one of pglz, lz4, zstd, on, off; "
                                + "it is left out",
                        "postgresql.parameters.data_checksums: on is not allowed, it must be left to the server, nobody can set "
                                + "it; it is left out");
    }

    @Test
    void what_would_make_the_file_unreadable_is_no_setting() {
        var usable = UsableParameters.of(Map.of("work mem", "1MB"), SettingsTable.of(15));

        assertThat(usable.values()).isEmpty();
        assertThat(usable.warnings())
                .containsExactly("postgresql.parameters.work mem: this is no name of a setting; it is left out");
        assertThat(UsableParameters.of(Map.of("include", "/etc/x.conf"), SettingsTable.of(15))
                        .values())
                .isEmpty();
    }

    @Test
    void an_unknown_one_is_left_out_and_the_warning_says_where_it_belongs() {
        var usable = UsableParameters.of(Map.of("io_method", "sync", "nosuch", 1), SettingsTable.of(15))
                .withoutUnknown("io_method", SettingsTable.of(15))
                .withoutUnknown("nosuch", SettingsTable.of(15));

        assertThat(usable.values()).isEmpty();
        assertThat(usable.warnings())
                .containsExactly(
                        "postgresql.parameters.io_method: PostgreSQL 15 does not know it, it belongs to PostgreSQL 18 and later; it "
                                + "is left out",
                        "postgresql.parameters.nosuch: PostgreSQL 15 does not know it; it is left out");
    }

    @Test
    void a_version_to_come_is_not_judged() {
        assertThat(UsableParameters.of(Map.of("work_mem", "1kB"), SettingsTable.of(99))
                        .values())
                .containsExactly(Map.entry("work_mem", "1kB"));
    }
}
