package io.regent.postgres.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.SampleSettings;
import io.regent.postgres.catalogue.SettingsTable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlledParametersTest {

    @Test
    void without_a_word_of_the_user_the_defaults_hold() {
        var controlled = ControlledParameters.of(SampleSettings.with(Map.of()), SettingsTable.of(15));

        assertThat(controlled.values())
                .containsEntry("max_connections", "100")
                .containsEntry("max_locks_per_transaction", "64")
                .containsEntry("max_worker_processes", "8")
                .containsEntry("max_prepared_transactions", "0")
                .containsEntry("max_wal_senders", "10")
                .containsEntry("max_replication_slots", "10")
                .containsEntry("wal_level", "replica")
                .containsEntry("track_commit_timestamp", "off")
                .containsEntry("wal_log_hints", "on");
        assertThat(controlled.onlyInFile()).containsExactly(Map.entry("wal_keep_size", "128MB"));
        assertThat(controlled.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10, 100, 1", "200, 200, 0", "plenty, 100, 1", "25, 25, 0", "0xC8, 0xC8, 0", "262144, 100, 1"})
    @Spec("CFG-158")
    void a_value_below_the_minimum_is_replaced_by_the_default_with_a_warning(String wanted, String used, int warnings) {
        var controlled =
                ControlledParameters.of(SampleSettings.with(Map.of("max_connections", wanted)), SettingsTable.of(15));

        assertThat(controlled.values()).containsEntry("max_connections", used);
        assertThat(controlled.warnings())
                .hasSize(warnings)
                .allMatch(text -> text.contains("max_connections") && text.contains(wanted));
    }

    @Test
    @Spec("CFG-158")
    void the_warning_says_what_is_allowed_and_what_is_used() {
        assertThat(ControlledParameters.of(SampleSettings.with(Map.of("max_connections", 10)), SettingsTable.of(15))
                        .warnings())
                .containsExactly(
                        "postgresql.parameters.max_connections: 10 is not allowed, it must be a number of at least 25 and at "
                                + "most 262143; 100 is used");
    }

    @ParameterizedTest
    @CsvSource({"hot_standby, replica", "minimal, replica", "logical, logical"})
    @Spec("CFG-159")
    void a_level_that_no_standby_can_live_with_is_refused(String wanted, String used) {
        assertThat(ControlledParameters.of(SampleSettings.with(Map.of("wal_level", wanted)), SettingsTable.of(15))
                        .values())
                .containsEntry("wal_level", used);
    }

    @Test
    @Spec("CFG-160")
    void how_much_log_is_kept_is_said_in_the_words_of_the_version() {
        var segments = SampleSettings.with(Map.of("wal_keep_segments", "100"));
        var size = SampleSettings.with(Map.of("wal_keep_size", "1GB"));

        assertThat(ControlledParameters.of(segments, SettingsTable.of(15)).onlyInFile())
                .containsExactly(Map.entry("wal_keep_size", "1600MB"));
        assertThat(ControlledParameters.of(segments, SettingsTable.of(12)).onlyInFile())
                .containsExactly(Map.entry("wal_keep_segments", "100"));
        assertThat(ControlledParameters.of(size, SettingsTable.of(12)).onlyInFile())
                .containsExactly(Map.entry("wal_keep_segments", "64"));
        assertThat(ControlledParameters.of(size, SettingsTable.of(15)).onlyInFile())
                .containsExactly(Map.entry("wal_keep_size", "1GB"));
    }

    @Test
    @Spec("CFG-161")
    void where_the_server_listens_and_what_it_is_called_is_not_the_users_to_say() {
        var controlled = ControlledParameters.of(
                SampleSettings.with(
                        Map.of("port", 1, "listen_addresses", "x", "cluster_name", "x", "hot_standby", "off")),
                SettingsTable.of(15));

        assertThat(controlled.values())
                .containsEntry("port", "5433")
                .containsEntry("listen_addresses", "127.0.0.1,::1")
                .containsEntry("cluster_name", "demo")
                .containsEntry("hot_standby", "on");
    }

    @Test
    @Spec("CFG-162")
    void hints_may_be_switched_off() {
        assertThat(ControlledParameters.of(SampleSettings.with(Map.of("wal_log_hints", false)), SettingsTable.of(15))
                        .values())
                .containsEntry("wal_log_hints", "off");
    }

    @Test
    void a_standby_starts_with_no_less_than_the_control_file_says() {
        var controlled = ControlledParameters.of(
                        SampleSettings.with(Map.of("max_connections", 50)), SettingsTable.of(15))
                .notBelow(Map.of("max_connections", 200, "max_wal_senders", 3));

        assertThat(controlled.values()).containsEntry("max_connections", "200").containsEntry("max_wal_senders", "10");
        assertThat(controlled.warnings()).singleElement().asString().contains("max_connections", "50", "200");
    }
}
