package io.regent.postgres.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.SampleSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.catalogue.SettingsTable;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.parameters.ControlledParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTest {

    @TempDir
    Path folder;

    private PostgresSettings settings;
    private Path data;

    @BeforeEach
    void a_stock_data_directory() throws IOException {
        settings = SampleSettings.in(folder, Map.of("work_mem", "7MB", "primary_conninfo", "host=evil"));
        data = Files.createDirectory(
                settings.dataDir(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(data.resolve("PG_VERSION"), "15\n");
        Files.writeString(data.resolve("postgresql.conf"), "shared_buffers = '1GB'\n");
    }

    @Test
    @Spec({"CFG-168", "CFG-169"})
    void the_stock_file_is_taken_over_once_and_included_before_the_settings() throws IOException {
        files().writeForPrimary(controlled());
        files().writeForPrimary(controlled());

        assertThat(data.resolve("postgresql.base.conf")).hasContent("shared_buffers = '1GB'");
        assertThat(data.resolve("postgresql.conf"))
                .content()
                .containsSubsequence("include 'postgresql.base.conf'", "work_mem = '7MB'", "max_connections = '100'")
                .contains("autovacuum = 'off'")
                .doesNotContain("primary_conninfo", "evil");
    }

    @Test
    void a_standby_is_told_whom_to_follow_and_nothing_else_says_so() throws IOException {
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=evil'\nrecovery_target_lsn = '0/1'\njit = off\n");

        files().writeForStandby(controlled(), Optional.of(new Upstream("pg-2", "10.0.0.2", 5432, Optional.of("pg_1"))));
        files().signalStandby();

        assertThat(data.resolve("postgresql.conf"))
                .content()
                .contains("primary_conninfo = 'user=replicator host=10.0.0.2", "primary_slot_name = 'pg_1'")
                .contains("recovery_target_timeline = 'latest'", "recovery_target_lsn = ''");
        assertThat(data.resolve("postgresql.auto.conf")).hasContent("jit = off");
        assertThat(data.resolve("standby.signal")).exists();
        assertThat(folder.resolve("pgpass")).hasContent("10.0.0.2:5432:*:replicator:se\\:cr\\\\et");
    }

    @Test
    void whoever_follows_the_other_cluster_lags_behind_it_and_nobody_else() throws IOException {
        var remote = new Upstream("remote", "10.0.0.9", 5432, Optional.empty());
        settings = SampleSettings.replicating(
                folder, new PostgresSettings.Remote(remote.addresses(), Optional.of("5min")), Map.of());

        files().writeForStandby(controlled(), Optional.of(remote));
        assertThat(data.resolve("postgresql.conf")).content().contains("recovery_min_apply_delay = '5min'");

        files().writeForStandby(controlled(), Optional.of(new Upstream("pg-2", "10.0.0.2", 5432, Optional.empty())));
        assertThat(data.resolve("postgresql.conf")).content().doesNotContain("recovery_min_apply_delay");
    }

    @Test
    @Spec("CFG-155")
    void files_are_as_open_as_the_data_directory() throws IOException {
        files().writeForPrimary(controlled());
        assertThat(permissions("postgresql.conf")).isEqualTo("rw-------");

        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
        files().writeForPrimary(controlled());
        assertThat(permissions("postgresql.conf")).isEqualTo("rw-r-----");
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)));
    }

    private ControlledParameters controlled() {
        return ControlledParameters.of(settings, SettingsTable.of(15));
    }

    private ConfigurationFiles files() {
        return new ConfigurationFiles(
                settings, new DataDirectory(data), Map.of("work_mem", "7MB", "autovacuum", "off"), Optional::empty);
    }
}
