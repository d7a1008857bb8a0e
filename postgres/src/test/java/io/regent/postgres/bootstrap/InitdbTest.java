package io.regent.postgres.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.BootstrapPlan;
import io.regent.postgres.Outcome;
import io.regent.postgres.ProgramOption;
import io.regent.postgres.SampleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code initdb} is called. */
class InitdbTest {

    @TempDir
    Path folder;

    @Test
    @Spec("HA-091")
    void it_gets_the_options_the_superuser_and_a_password_file_that_only_the_owner_reads_and_that_is_gone_afterwards()
            throws Exception {
        program("""
                printf '%%s\\n' "$@" > %1$s/arguments
                for word in "$@"; do case $word in --pwfile=*) file=${word#--pwfile=} ;; esac; done
                stat -c %%a "$file" > %1$s/mode
                cat "$file" > %1$s/password
                echo "$file" > %1$s/file
                """.formatted(folder));

        assertThat(run(
                        new ProgramOption("encoding", Optional.of("UTF8")),
                        new ProgramOption("data-checksums", Optional.empty()),
                        new ProgramOption("username", Optional.of("somebody"))))
                .isEqualTo(new Outcome.Done());

        Path file = Path.of(Files.readString(folder.resolve("file")).strip());
        assertThat(Files.readAllLines(folder.resolve("arguments")))
                .containsExactly(
                        "--pgdata=" + folder.resolve("pg"),
                        "--username=postgres",
                        "--pwfile=" + file,
                        "--encoding=UTF8",
                        "--data-checksums");
        assertThat(Files.readString(folder.resolve("mode")).strip()).isEqualTo("600");
        assertThat(Files.readString(folder.resolve("password")).strip())
                .isEqualTo(SampleSettings.with(Map.of())
                        .authentication()
                        .superuser()
                        .password()
                        .orElseThrow());
        assertThat(file).doesNotExist();
    }

    @Test
    @Spec("HA-091")
    void a_failure_is_told_in_its_own_words_and_leaves_no_password_behind() throws Exception {
        program("""
                for word in "$@"; do case $word in --pwfile=*) echo "${word#--pwfile=}" > %s/file ;; esac; done
                echo 'initdb: error: invalid locale name' >&2
                exit 1
                """.formatted(folder));

        assertThat(run()).isEqualTo(new Outcome.Failed("initdb: exit code 1: initdb: error: invalid locale name"));
        assertThat(Path.of(Files.readString(folder.resolve("file")).strip())).doesNotExist();
    }

    @ParameterizedTest
    @Spec("HA-091")
    @ValueSource(strings = {"pgdata", "nosync", "no-sync", "pwfile", "sync-only", "version"})
    void what_the_agent_sets_itself_is_refused(String option) {
        assertThat(Initdb.refusal(new BootstrapPlan.Initdb(List.of(new ProgramOption(option, Optional.of("x"))))))
                .contains("bootstrap.initdb: option '%s' is not allowed, the agent sets it itself".formatted(option));
    }

    private Outcome run(ProgramOption... options) throws IOException, InterruptedException {
        return new Initdb(SampleSettings.of(folder, folder, Map.of())).run(new BootstrapPlan.Initdb(List.of(options)));
    }

    private void program(String text) throws IOException {
        Path script = Files.writeString(folder.resolve("initdb"), "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
