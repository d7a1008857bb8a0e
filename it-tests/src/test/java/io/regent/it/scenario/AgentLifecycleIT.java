package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Pid;
import io.regent.it.harness.Sql;
import io.regent.it.harness.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AgentLifecycleIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration LIMIT_OF_A_STOP = Duration.ofSeconds(15);

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec("IF-002")
    void sigkill_leaves_the_server_to_be_adopted() {
        var cluster = clusters.of(2);
        var leader = cluster.awaitLeader();
        var postmaster = leader.postmaster();

        leader.killAgent();
        assertThat(leader.postmaster()).isPresent().isEqualTo(postmaster);
        leader.startAgent();

        cluster.awaitSettled();
        assertThat(cluster.awaitLeader()).isSameAs(leader);
        assertThat(leader.postmaster()).isEqualTo(postmaster);
    }

    @Test
    @Spec({"IF-002", "HA-075"})
    void sigterm_stops_the_server_and_hands_over_at_once() {
        var cluster = clusters.of(2);
        var leader = cluster.awaitLeader();
        cluster.awaitSettled();

        long start = System.nanoTime();
        leader.stop();
        var stopped = Duration.ofNanos(System.nanoTime() - start);
        cluster.awaitLeaderOtherThan(leader);
        var handedOver = Duration.ofNanos(System.nanoTime() - start);

        assertThat(leader.postmaster()).isEmpty();
        assertThat(stopped).isLessThan(LIMIT_OF_A_STOP);
        assertThat(handedOver).as("nobody waits for the lease to end").isLessThan(LIMIT_OF_A_STOP);
    }

    @Test
    @Spec("IF-001")
    void a_frozen_agent_neither_answers_nor_keeps_the_lease() {
        var cluster = clusters.of(2);
        var former = cluster.awaitLeader();

        former.sendAgent(Pid.Signal.STOP);
        assertThat(former.status("/liveness")).isZero();
        var leader = cluster.awaitLeaderOtherThan(former);
        former.sendAgent(Pid.Signal.CONT);

        cluster.awaitSettled();
        assertThat(cluster.awaitLeader()).isSameAs(leader);
    }

    @Test
    @Spec("HA-209")
    void sighup_applies_what_was_changed_in_the_file_and_takes_back_what_was_changed_beside_it() throws Exception {
        var cluster = clusters.of(1);
        var node = cluster.awaitLeader();
        change(node, "  parameters:\n    unix", "  parameters:\n    work_mem: 7MB\n    unix");

        node.sendAgent(Pid.Signal.HUP);

        Await.until(
                "work_mem of the file",
                PATIENCE,
                () -> Sql.query(node, "SHOW work_mem").equals(List.of("7MB")));

        var main = node.dataDirectory().resolve("postgresql.conf");
        var written = Files.readString(main);
        Files.writeString(main, "work_mem = '1MB'\n");

        node.sendAgent(Pid.Signal.HUP);

        Await.until(
                "the file to be written again",
                PATIENCE,
                () -> Files.readString(main).equals(written));
        assertThat(Sql.query(node, "SHOW work_mem")).containsExactly("7MB");
    }

    @Test
    @Spec("LES-090")
    void a_replication_password_is_changed_while_the_cluster_is_written_to() throws Exception {
        var cluster = clusters.of(2);
        var leader = cluster.awaitLeader();
        var replica = cluster.replicas().getFirst();
        try (var writer = Writer.start(cluster.nodes());
                var connection = Sql.connect(leader)) {
            Sql.execute(connection, "ALTER ROLE replicator PASSWORD 'another-secret'");
            for (var node : cluster.nodes()) {
                change(node, "password: replication-secret", "password: another-secret");
            }
            cluster.ctl("reload", cluster.scope(), "--force").orFail();
            Await.until(
                    "the password file to have it",
                    PATIENCE,
                    () -> Files.readString(Path.of(replica.dataDirectory() + ".pgpass"))
                            .contains("another-secret"));

            Sql.query(connection, "SELECT pg_terminate_backend(pid)::text FROM pg_stat_replication");
            writer.awaitProgress();
            cluster.awaitSettled();
        }
        assertThat(Sql.query(replica, "SELECT status::text FROM pg_stat_wal_receiver"))
                .containsExactly("streaming");
    }

    private static void change(Node node, String from, String to) throws IOException {
        var text = Files.readString(node.configuration());
        assertThat(text).contains(from);
        Files.writeString(node.configuration(), text.replace(from, to));
    }

    @Test
    @Spec("IF-004")
    void a_second_agent_of_the_same_name_leaves_before_it_touches_anything() {
        var cluster = clusters.of(1);
        var node = cluster.awaitLeader();
        var postmaster = node.postmaster();

        int code = node.startTwin().awaitExit(PATIENCE);

        assertThat(code).isNotZero();
        assertThat(clusters.workspace().lastLines())
                .contains("CRITICAL: Can't start; there is already a node named '%s' running".formatted(node.name()));
        assertThat(node.postmaster()).isEqualTo(postmaster);
        assertThat(node.answersPrimary()).isTrue();
    }
}
