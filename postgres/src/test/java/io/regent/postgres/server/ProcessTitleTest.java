package io.regent.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessTitleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres: checkpointer ",
                "postgres: checkpointer performing shutdown checkpoint",
                "postgres: demo: checkpointer",
                "postgres: background writer",
                "postgres: walwriter",
                "postgres: autovacuum launcher",
                "postgres: archiver last was 000000010000000000000003",
                "postgres: demo: walsender replicator 127.0.0.1(34872) streaming 0/3000148",
                "postgres: logical replication launcher",
                "postgres: bgworker: logical replication launcher",
                "postgres: startup recovering 000000010000000000000003",
                "postgres: io worker 2",
                "postgres: stats collector process",
            })
    void who_serves_the_server_is_no_session(String title) {
        assertThat(ProcessTitle.isAuxiliary(title)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres: app app 10.0.0.7(51234) idle in transaction",
                "postgres: demo: app app [local] COMMIT",
                "postgres: parallel worker for PID 4711",
                "postgres: autovacuum worker app",
                "postgres: logical replication apply worker for subscription 16384",
                "postgres: pg_cron scheduler",
                "/usr/lib/postgresql/17/bin/postgres --single -D /data postgres",
                "",
            })
    void everybody_else_may_commit(String title) {
        assertThat(ProcessTitle.isAuxiliary(title)).isFalse();
    }
}
