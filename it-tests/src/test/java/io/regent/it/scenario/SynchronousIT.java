package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Sql;
import io.regent.it.harness.Writer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator who must not lose a commit. */
class SynchronousIT {

    private static final Duration CHANGE = Duration.ofSeconds(60);

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec({"HA-136", "CFG-015"})
    void the_synchronous_standby_takes_over_and_nothing_acknowledged_is_lost() throws Exception {
        var cluster = clusters.of(3);
        cluster.configure("{\"synchronous_mode\": true}");
        var standby = awaitSynchronous(cluster);
        try (var writer = Writer.start(cluster.nodes())) {
            var former = cluster.awaitLeader();
            former.killBoth();
            var leader = cluster.awaitLeaderOtherThan(former);
            writer.awaitProgress();

            assertThat(leader).isSameAs(standby);
            assertThat(writer.missingOn(leader)).isEmpty();
            former.startAgent();
            cluster.awaitSettled();
            awaitSynchronous(cluster);
        }
    }

    @Test
    @Spec({"HA-143", "CFG-016"})
    void the_mode_is_changed_under_load_without_a_break() throws Exception {
        var cluster = clusters.of(3);
        try (var writer = Writer.start(cluster.nodes())) {
            cluster.configure("{\"synchronous_mode\": true}");
            awaitSynchronous(cluster);
            cluster.configure("{\"synchronous_mode\": \"quorum\"}");
            awaitNames(
                    cluster,
                    "ANY 1 (\"%s\",\"%s\")".formatted(replicaNames(cluster).toArray()));
            awaitRoles(cluster, "quorum_standby", 2);
            writer.awaitProgress();

            cluster.configure(
                    "{\"synchronous_mode\": false, \"postgresql\": {\"parameters\": {\"synchronous_standby_names\": \"mine\"}}}");
            awaitNames(cluster, "mine");
            cluster.configure("{\"postgresql\": {\"parameters\": {\"synchronous_standby_names\": null}}}");
            awaitNames(cluster, "");
            writer.awaitProgress();
            assertThat(cluster.awaitLeader().logText()).doesNotContain("ERROR");
        }
    }

    @Test
    @Spec({"HA-142", "CFG-017", "IF-006"})
    void a_strict_leader_without_standbys_does_not_commit_and_says_why() throws Exception {
        var cluster = clusters.of(2);
        cluster.configure("{\"synchronous_mode\": true, \"synchronous_mode_strict\": true}");
        var standby = awaitSynchronous(cluster);
        var leader = cluster.awaitLeader();

        standby.killBoth();
        Await.until(
                "the leader to say that commits wait",
                CHANGE,
                () -> leader.logText()
                        .contains(
                                "No active replication connections from Patroni members and synchronous_mode_strict is requested"));

        assertThat(names(leader)).isEqualTo("\"" + standby.name() + "\"");
        assertThat(waits(leader)).isTrue();
        standby.startAgent();
        Await.until("commits to go on", CHANGE, () -> !waits(leader));
    }

    /** Whether a commit is still waiting for a standby after two seconds. */
    private static boolean waits(Node leader) throws SQLException {
        try (var connection = Sql.connect(leader)) {
            Sql.execute(connection, "SET statement_timeout = '2s'");
            Sql.execute(connection, "CREATE TABLE IF NOT EXISTS waiting (n int)");
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    private static Node awaitSynchronous(Cluster cluster) throws IOException {
        Node standby = Await.value("a synchronous standby", CHANGE, () -> synchronous(cluster));
        awaitNames(cluster, "\"" + standby.name() + "\"");
        return standby;
    }

    private static Optional<Node> synchronous(Cluster cluster) throws IOException {
        List<String> names = members(cluster, "sync_standby");
        return names.size() == 1 ? Optional.of(cluster.node(names.getFirst())) : Optional.empty();
    }

    private static void awaitRoles(Cluster cluster, String role, int count) {
        Await.until(
                count + " times the role " + role,
                CHANGE,
                () -> members(cluster, role).size() == count);
    }

    private static void awaitNames(Cluster cluster, String names) {
        Await.until(
                "commits to wait for " + names,
                CHANGE,
                () -> names(cluster.awaitLeader()).equals(names));
    }

    private static String names(Node leader) throws SQLException {
        return Sql.query(leader, "SHOW synchronous_standby_names").getFirst();
    }

    private static List<String> members(Cluster cluster, String role) throws IOException {
        return Rest.get(cluster.awaitLeader().url("/cluster"))
                .json()
                .path("members")
                .valueStream()
                .filter(member -> member.path("role").asText().equals(role))
                .map(member -> member.path("name").asText())
                .toList();
    }

    private static List<String> replicaNames(Cluster cluster) {
        return cluster.replicas().stream().map(Node::name).sorted().toList();
    }
}
