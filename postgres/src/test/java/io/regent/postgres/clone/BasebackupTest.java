package io.regent.postgres.clone;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.ClonePlan;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.ProgramOption;
import io.regent.postgres.SampleSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.WorkProgress;
import io.regent.postgres.WorkProgress.Work;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.directory.ConfigurationFiles;
import io.regent.postgres.progress.ProgressMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pg_basebackup}, played by a script that notes what it is told. */
class BasebackupTest {

    private static final Upstream SOURCE = new Upstream("pg-2", "10.0.0.12", 5432, Optional.empty());

    @TempDir
    Path folder;

    private final ProgressMeter meter = new ProgressMeter(() -> 0);

    @Test
    @Spec("HA-107")
    void a_copy_that_fails_is_tried_once_more_in_a_directory_that_is_empty_again_also_where_its_links_lead()
            throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path data = Files.createDirectory(folder.resolve("pg"));
        program("""
                test -z "$(ls -A %1$s)" && echo empty >> %2$s/found || echo full >> %2$s/found
                printf '%%s\\n' "$@" > %2$s/arguments
                touch %1$s/segment
                test -e %3$s/pg_wal || ln -s %1$s %3$s/pg_wal
                test $(wc -l < %2$s/found) = 2
                """.formatted(elsewhere, folder, data));

        assertThat(backup().run(SOURCE, with("max-rate", "100M"))).isEqualTo(new Outcome.Done());

        assertThat(Files.readAllLines(folder.resolve("found"))).containsExactly("empty", "empty");
        assertThat(Files.readAllLines(folder.resolve("arguments")))
                .containsExactly(
                        "--pgdata=" + data,
                        "--dbname=user=replicator host=10.0.0.12 port=5432 sslmode=prefer",
                        "--wal-method=stream",
                        "--no-password",
                        "--progress",
                        "--verbose",
                        "--max-rate=100M");
    }

    @Test
    @Spec("HA-107")
    void after_two_failures_the_reason_is_told() throws Exception {
        program("echo 'no route to host' >&2; echo once >> %s/tries; exit 1\n".formatted(folder));
        Files.createDirectory(folder.resolve("pg"));

        assertThat(backup().run(SOURCE, with("checkpoint", "fast")))
                .isEqualTo(new Outcome.Failed("pg_basebackup from pg-2: exit code 1: no route to host"));
        assertThat(Files.readAllLines(folder.resolve("tries"))).hasSize(2);
    }

    @Test
    void what_it_says_of_its_progress_is_told_and_is_no_reason_for_a_failure() throws Exception {
        program("""
                echo 'pg_basebackup: initiating base backup, waiting for checkpoint to complete' >&2
                printf ' 1024/4096 kB (25%%), 0/1 tablespace\\r' >&2
                echo 'pg_basebackup: error: the disk is full' >&2
                exit 1
                """);
        Files.createDirectory(folder.resolve("pg"));

        assertThat(backup().run(SOURCE, with("checkpoint", "fast")))
                .isEqualTo(new Outcome.Failed(
                        "pg_basebackup from pg-2: exit code 1: pg_basebackup: error: the disk is full"));
        assertThat(meter.now())
                .contains(new WorkProgress(
                        Work.CLONE,
                        Optional.of("pg-2"),
                        "waiting for the checkpoint of the source",
                        Optional.of(new WorkProgress.Amount(1 << 20, OptionalLong.of(4 << 20), 0))));
    }

    @ParameterizedTest
    @Spec("HA-107")
    @ValueSource(
            strings = {
                "pgdata",
                "format",
                "wal-method",
                "xlog-method",
                "gzip",
                "version",
                "dbname",
                "host",
                "port",
                "username",
                "password"
            })
    void what_the_agent_sets_itself_is_refused(String option) {
        assertThat(Basebackup.refusal(with(option, "x"), 15))
                .contains("postgresql.basebackup: option '%s' is not allowed, the agent sets it itself"
                        .formatted(option));
    }

    @ParameterizedTest
    @Spec("HA-107")
    @CsvSource({"14, server-gzip, true", "15, server-gzip, false", "15, gzip, true", "14, 9, true"})
    void only_the_server_may_compress(int version, String value, boolean refused) {
        assertThat(Basebackup.refusal(with("compress", value), version).isPresent())
                .isEqualTo(refused);
    }

    private static ClonePlan.Basebackup with(String name, String value) {
        return new ClonePlan.Basebackup(List.of(new ProgramOption(name, Optional.of(value))));
    }

    private Basebackup backup() {
        PostgresSettings settings = SampleSettings.of(folder, folder, Map.of());
        return new Basebackup(
                settings,
                new ConfigurationFiles(settings, new DataDirectory(settings.dataDir()), Map.of(), Optional::empty),
                15,
                meter.begin(Work.CLONE, Optional.of(SOURCE.name())));
    }

    private void program(String text) throws IOException {
        Path script = Files.writeString(folder.resolve("pg_basebackup"), "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
