package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Shell;
import io.regent.it.harness.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators do to a cluster, by its own tools and behind its back. */
class OperationsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a primary says that reads another's name, and what one says whose renewal is the first to meet it. */
    private static final List<String> GIVES_IN = List.of(
            "demoting self because I do not have the lock",
            "demoting self because failed to update leader lock in DCS");

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec("HA-203")
    void a_crashed_primary_is_started_again_in_place() throws Exception {
        var cluster = clusters.of(2);
        var leader = cluster.awaitLeader();
        String timeline = timeline(leader);

        leader.killPostgres();
        Await.until(
                "the crash is noticed", PATIENCE, () -> leader.logText().contains("starting primary after failure"));
        cluster.awaitSettled();

        assertThat(cluster.awaitLeader()).isSameAs(leader);
        assertThat(timeline(leader)).isEqualTo(timeline);
    }

    @Spec("HA-160")
    @Test
    void in_pause_a_server_that_stops_stays_stopped() throws Exception {
        var cluster = clusters.of(2);
        cluster.ctl("pause", cluster.scope(), "--wait").orFail();
        var replica = cluster.replicas().getFirst();

        replica.killPostgres();
        Await.until(
                "the agent leaves it", PATIENCE, () -> replica.logText().contains("PAUSE: PostgreSQL is not running"));
        assertThat(replica.postmaster()).isEmpty();
        assertThat(Rest.get(replica.url("/patroni")).body()).contains("\"pause\": true");

        cluster.ctl("resume", cluster.scope()).orFail();
        cluster.awaitSettled();
    }

    @Test
    void a_changed_setting_waits_for_a_restart_and_says_so() throws Exception {
        var cluster = clusters.of(2);
        var replica = cluster.replicas().getFirst();

        connections(cluster, 77);
        awaitPending(cluster, true);
        assertThat(Rest.get(replica.url("/patroni")).body()).contains("\"max_connections\"");
        connections(cluster, 50);
        awaitPending(cluster, false);
        connections(cluster, 77);
        awaitPending(cluster, true);

        cluster.ctl("restart", cluster.scope(), "--force").orFail();
        awaitPending(cluster, false);
        for (Node node : cluster.nodes()) {
            assertThat(Sql.query(node, "SHOW max_connections")).containsExactly("77");
        }
    }

    @Test
    void a_failover_goes_to_the_member_that_the_operator_named() throws Exception {
        var cluster = clusters.of(3);
        var wanted = cluster.replicas().getLast();

        var answer = Rest.post(wanted.url("/failover"), "{\"candidate\":\"%s\"}".formatted(wanted.name()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Successfully failed over to \"" + wanted.name() + "\"");
        cluster.awaitLeader(wanted);
        cluster.awaitSettled();
    }

    @Test
    @Spec({"HA-225", "LES-009"})
    void a_wiped_store_is_filled_again_by_the_leader() throws Exception {
        var cluster = clusters.of(3);
        var leader = cluster.awaitLeader();
        String timeline = timeline(leader);
        List<String> system = Sql.query(leader, "SELECT system_identifier::text FROM pg_control_system()");

        etcdctl(cluster, "del", "--prefix", "/service/" + cluster.scope());

        Await.until("everything is back", PATIENCE, () -> {
            String keys = etcdctl(cluster, "get", "--prefix", "/service/" + cluster.scope());
            return List.of("/config", "/initialize", "/leader", "/status").stream()
                            .allMatch(keys::contains)
                    && cluster.nodes().stream().allMatch(node -> keys.contains("/members/" + node.name()));
        });
        cluster.awaitSettled();
        assertThat(cluster.awaitLeader()).isSameAs(leader);
        assertThat(timeline(leader)).isEqualTo(timeline);
        assertThat(etcdctl(cluster, "get", "/service/" + cluster.scope() + "/initialize"))
                .contains(system.getFirst());
    }

    @Test
    @Spec("HA-071")
    void a_primary_whose_key_names_another_stops_at_once_and_leaves_the_key_alone() {
        var cluster = clusters.of(2);
        var leader = cluster.awaitLeader();
        String key = "/service/" + cluster.scope() + "/leader";

        etcdctl(cluster, "put", key, "somebody-else");

        Await.until("the primary gives in", PATIENCE, () -> GIVES_IN.stream().anyMatch(leader.logText()::contains));
        Await.until("it is gone", PATIENCE, () -> !leader.answersPrimary());
        assertThat(etcdctl(cluster, "get", key)).contains("somebody-else");
        etcdctl(cluster, "del", key);
        cluster.awaitSettled();
    }

    private static void connections(Cluster cluster, int wanted) throws IOException {
        cluster.configure("{\"postgresql\":{\"parameters\":{\"max_connections\":%s}}}".formatted(wanted));
    }

    private static void awaitPending(Cluster cluster, boolean pending) {
        Await.until(
                pending ? "every member waits for a restart" : "nobody waits for a restart",
                PATIENCE,
                () -> cluster.nodes().stream().allMatch(node -> isPending(node) == pending));
    }

    private static boolean isPending(Node node) {
        try {
            return Rest.get(node.url("/patroni")).body().contains("\"pending_restart\": true");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String timeline(Node node) throws SQLException {
        return Sql.query(node, "SELECT timeline_id::text FROM pg_control_checkpoint()")
                .getFirst();
    }

    private static String etcdctl(Cluster cluster, String... arguments) {
        var command = new ArrayList<>(List.of("env", "ETCDCTL_API=3", "etcdctl", "--endpoints"));
        command.add(cluster.etcd().endpoint());
        command.addAll(List.of(arguments));
        return Shell.run(command.toArray(String[]::new)).orFail();
    }
}
