package io.regent.settings;

import static io.regent.settings.Given.loaded;
import static io.regent.settings.Given.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandOptionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[data-checksums, {encoding: UTF8}, {pgdata: /x}, {username: me}, {pwfile: /y}, pwprompt]",
                "{data-checksums: true, encoding: UTF8, pgdata: /x, username: me, pwfile: /y, pwprompt: true}"
            })
    @Spec("CFG-056")
    void options_of_initdb_are_a_list_or_a_map_without_those_of_the_agent(String initdb) {
        Checked<AgentSettings> settings = loaded("bootstrap: {initdb: " + initdb + "}");

        assertThat(settings.value().bootstrap().initdbOptions()).containsExactly("--data-checksums", "--encoding=UTF8");
        assertThat(settings.warnings())
                .containsExactly(
                        "bootstrap.initdb: pgdata is left out, the agent decides on it",
                        "bootstrap.initdb: username is left out, the agent decides on it",
                        "bootstrap.initdb: pwfile is left out, the agent decides on it",
                        "bootstrap.initdb: pwprompt is left out, the agent decides on it");
    }

    @Test
    @Spec("CFG-096")
    void a_backup_may_be_compressed_by_the_server_only() {
        String change = "[{compress: server-gzip}, {format: tar}, gzip, {pgdata: /x}, {host: a}, {checkpoint: fast}]";

        assertThat(Given.inForce("", "postgresql: {basebackup: " + change + "}")
                        .server()
                        .replicaCreation()
                        .basebackupOptions())
                .containsExactly("--compress=server-gzip", "--checkpoint=fast");
    }

    @Test
    @Spec("CFG-102")
    void options_of_pg_rewind_leave_its_task_alone() {
        String change = "[debug, target-pgdata: /x, source-pgdata: /x, source-server: a, write-recovery-conf, dry-run,"
                + " restore-target-wal, config-file: /x, no-ensure-shutdown, version, help]";

        assertThat(Given.inForce("", "postgresql: {rewind: " + change + "}")
                        .server()
                        .rewind()
                        .options())
                .containsExactly("--debug");
    }

    @ParameterizedTest
    @ValueSource(strings = {"word", "[[a]]", "[{a: b, c: d}]", "{a: [b]}", "[5]"})
    void anything_else_is_a_fault(String initdb) {
        assertThatThrownBy(() -> settings("bootstrap: {initdb: " + initdb + "}"))
                .hasMessageContaining("bootstrap.initdb");
    }
}
