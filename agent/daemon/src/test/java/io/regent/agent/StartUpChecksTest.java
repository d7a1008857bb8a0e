package io.regent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.fake.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must be right before anything is touched. */
class StartUpChecksTest {

    @TempDir
    Path folder;

    @Test
    void a_machine_with_the_programs_and_an_own_data_directory_will_do() throws IOException {
        Path programs = programs("pg_ctl", "initdb", "pg_controldata", "pg_basebackup", "postgres");
        Files.createDirectory(folder.resolve("data"));

        assertThat(faults("  bin_dir: '%s'\n".formatted(programs), Optional.empty()))
                .isEmpty();
        assertThat(faults("", Optional.of("/nowhere:" + programs))).isEmpty();
    }

    @Test
    @Spec("HA-178")
    void a_required_watchdog_needs_a_system_that_can_have_one() {
        var required = Samples.settings(Samples.yaml(folder) + "watchdog: {mode: required}\n")
                .file()
                .watchdog();
        var automatic = Samples.settings(Samples.yaml(folder)).file().watchdog();

        assertThat(StartUpChecks.watchdog(required, "Mac OS X"))
                .contains("watchdog.mode: required is not allowed on Mac OS X, it must be off or automatic");
        assertThat(StartUpChecks.watchdog(required, "Linux")).isEmpty();
        assertThat(StartUpChecks.watchdog(automatic, "Mac OS X")).isEmpty();
    }

    @Test
    void missing_programs_name_the_setting_its_value_and_what_is_missing() throws IOException {
        Path programs = programs("pg_ctl", "initdb", "postgres");

        assertThat(faults("  bin_dir: '%s'\n".formatted(programs), Optional.empty()))
                .singleElement()
                .asString()
                .startsWith("postgresql.bin_dir: " + programs + " is not allowed")
                .endsWith("missing: pg_controldata, pg_basebackup");
        assertThat(faults("", Optional.empty()))
                .singleElement()
                .asString()
                .startsWith("postgresql.bin_dir: not set, PATH is searched");
    }

    @Test
    void programs_may_have_other_names() throws IOException {
        Path programs = programs("pg_ctl-15", "initdb", "pg_controldata", "pg_basebackup", "postgres");

        assertThat(faults("  bin_dir: '%s'\n  bin_name: {pg_ctl: pg_ctl-15}\n".formatted(programs), Optional.empty()))
                .isEmpty();
    }

    @Test
    void a_data_directory_that_is_a_file_is_refused() throws IOException {
        Path programs = programs("pg_ctl", "initdb", "pg_controldata", "pg_basebackup", "postgres");
        Files.writeString(folder.resolve("data"), "");

        assertThat(faults("  bin_dir: '%s'\n".formatted(programs), Optional.empty()))
                .containsExactly("postgresql.data_dir: %s is not allowed, it must be a directory"
                        .formatted(folder.resolve("data")));
    }

    @Test
    void a_setting_that_would_make_the_cluster_less_safe_is_refused() throws IOException {
        Path programs = programs("pg_ctl", "initdb", "pg_controldata", "pg_basebackup", "postgres");
        String yaml = Samples.yaml(folder.resolve("data"))
                + "  bin_dir: '%s'\ncitus: {group: 0, database: x}\n".formatted(programs);

        assertThat(StartUpChecks.faults(Samples.settings(yaml), Optional.empty()))
                .singleElement()
                .asString()
                .contains("citus");
    }

    @Test
    @Spec("HA-142")
    void nobody_may_have_the_name_of_the_standby_that_is_not_there() throws IOException {
        Path programs = programs("pg_ctl", "initdb", "pg_controldata", "pg_basebackup", "postgres");
        String yaml = Samples.yaml(folder.resolve("data"))
                        .replace("name: node-1", "name: __patroni_strict_sync_replica_placeholder__")
                + "  bin_dir: '%s'\n".formatted(programs);

        assertThat(StartUpChecks.faults(Samples.settings(yaml), Optional.empty()))
                .containsExactly(
                        "name: __patroni_strict_sync_replica_placeholder__ is not allowed, it stands for the synchronous"
                                + " standby that is not there");
    }

    private List<String> faults(String postgresql, Optional<String> searchPath) {
        return StartUpChecks.faults(Samples.settings(Samples.yaml(folder.resolve("data")) + postgresql), searchPath);
    }

    private Path programs(String... names) throws IOException {
        Path directory = Files.createDirectories(folder.resolve("bin"));
        for (String name : names) {
            Files.createFile(
                    directory.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        return directory;
    }
}
