package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.ClusterSettings;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Sql;
import io.regent.it.harness.Writer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two sites, of which one replicates the other, and then the other way round. */
class StandbyClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec({"HA-102", "HA-158", "HA-068", "HA-087"})
    void a_standby_cluster_is_built_from_the_other_one_and_keeps_a_leader_that_follows_it() throws Exception {
        var east = clusters.of(1);
        var primary = east.awaitLeader();
        var west = west(east, primary);

        var leader = west.awaitStandbyLeader();
        var replica = other(west, leader);
        assertStandbyLeader(west, leader, replica);
        assertThat(Cluster.streamingTo(primary)).contains(leader.name());

        leader.killBoth();
        Await.until(replica + " to lead", PATIENCE, () -> replica.status("/standby_leader") == 200);
        Await.until(
                replica + " to follow the other site",
                PATIENCE,
                () -> Cluster.streamingTo(primary).contains(replica.name()));
        leader.startAgent();
        assertThat(west.awaitStandbyLeader()).isSameAs(replica);

        west.ctl("switchover", west.scope(), "--leader", replica.name(), "--candidate", leader.name(), "--force")
                .orFail();
        Await.until(leader + " to lead", PATIENCE, () -> leader.status("/standby_leader") == 200);
        assertThat(west.awaitStandbyLeader()).isSameAs(leader);
        try (var writer = Writer.start(east.nodes())) {
            writer.awaitProgress();
        }
        awaitSameRows(primary, leader);
        awaitSameRows(primary, replica);
    }

    @Test
    @Spec({"HA-156", "HA-157", "LES-130"})
    void two_sites_change_roles_without_a_loss_and_without_a_rewind() throws Exception {
        var east = clusters.of(2);
        var primary = east.awaitLeader();
        var west = west(east, primary);
        var leader = west.awaitStandbyLeader();

        var refused = west.ctl("promote-cluster", west.scope());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).contains("accepts writes; stop or demote that cluster first");

        try (var writer = Writer.start(List.of(primary, leader))) {
            east.ctl(
                            "demote-cluster",
                            east.scope(),
                            "--host",
                            "127.0.0.1",
                            "--port",
                            Integer.toString(leader.postgresPort()),
                            "--force")
                    .orFail();
            assertThat(east.nodes().stream().noneMatch(Node::answersPrimary)).isTrue();

            var promoted = west.ctl("promote-cluster", west.scope(), "--force").orFail();
            assertThat(promoted).contains("cluster is successfully promoted");
            assertThat(west.awaitLeader()).isSameAs(leader);
            writer.awaitProgress();
            assertThat(writer.missingOn(leader)).isEmpty();
        }
        var follower = east.awaitStandbyLeader();
        awaitSameRows(leader, follower);
        awaitSameRows(leader, other(east, follower));
        east.nodes().forEach(node -> assertThat(node.logText()).doesNotContain("running pg_rewind"));
    }

    private Cluster west(Cluster east, Node primary) {
        var west = east.another(
                clusters.workspace(), "west", ClusterSettings.QUICK.replicating(primary.postgresPort()), 2);
        west.nodes().forEach(Node::startAgent);
        return west;
    }

    private static void assertStandbyLeader(Cluster west, Node leader, Node replica) throws Exception {
        assertThat(leader.status("/leader")).isEqualTo(200);
        assertThat(leader.status("/standby-leader")).isEqualTo(200);
        assertThat(leader.status("/primary")).isEqualTo(503);
        assertThat(leader.status("/replica")).isEqualTo(503);
        Await.until(replica + " to say that it is a replica", PATIENCE, () -> replica.status("/replica") == 200);
        assertThat(replica.status("/leader")).isEqualTo(503);
        assertThat(west.ctl("list", west.scope()).orFail()).contains("Standby Leader");
        assertThat(Rest.get(leader.url("/cluster")).json().path("members").valueStream())
                .anyMatch(member -> member.path("name").asText().equals(leader.name())
                        && member.path("role").asText().equals("standby_leader"));
        assertThat(Rest.get(leader.url("/metrics")).body().lines())
                .anyMatch(line -> line.startsWith("patroni_standby_leader{") && line.endsWith(" 1"));
    }

    private static Node other(Cluster cluster, Node node) {
        return cluster.nodes().stream()
                .filter(candidate -> candidate != node)
                .findFirst()
                .orElseThrow();
    }

    private static void awaitSameRows(Node primary, Node standby) throws Exception {
        var rows = Sql.query(primary, "SELECT count(*) FROM written");
        Await.until(
                standby + " to have the rows of " + primary,
                PATIENCE,
                () -> Sql.query(standby, "SELECT count(*) FROM written").equals(rows));
    }
}
