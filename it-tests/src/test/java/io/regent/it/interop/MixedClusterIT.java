package io.regent.it.interop;

import static io.regent.it.harness.Product.PATRONI;
import static io.regent.it.harness.Product.REGENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Writer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One member of Debian's Patroni and two of ours, on the same scope and the same etcd. */
class MixedClusterIT {

    private static final Duration TWO_LEASES = Duration.ofSeconds(40);
    private static final Duration LONG = Duration.ofSeconds(90);

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    void it_switches_over_in_both_directions() {
        var cluster = mixed();
        var theirs = cluster.node("pg-1");
        var ours = cluster.node("pg-2");
        leadFrom(cluster, theirs);

        leadFrom(cluster, ours);
        leadFrom(cluster, theirs);
    }

    /** Debian's release still writes {@code master}. */
    @Test
    @Spec("HA-007")
    void it_fails_over_from_theirs_to_ours() throws Exception {
        var cluster = mixed();
        cluster.acknowledgeOnTwoNodes();
        var theirs = cluster.node("pg-1");
        leadFrom(cluster, theirs);

        var leader = lose(cluster, theirs);

        assertThat(leader.product()).isEqualTo(REGENT);
    }

    @Test
    void it_fails_over_from_ours_to_theirs() throws Exception {
        var cluster = mixed();
        cluster.acknowledgeOnTwoNodes();
        var ours = cluster.node("pg-2");
        leadFrom(cluster, ours);
        cluster.node("pg-3").stop();

        var leader = lose(cluster, ours);

        assertThat(leader.product()).isEqualTo(PATRONI);
    }

    @Test
    void each_consents_to_a_leader_of_the_other_without_the_dcs() throws Exception {
        var cluster = mixed();
        cluster.configure("{\"failsafe_mode\":true}");
        for (Node leader : List.of(cluster.node("pg-2"), cluster.node("pg-1"))) {
            leadFrom(cluster, leader);
            Await.until("all members on the list", LONG, () -> isComplete(cluster));

            outlast(cluster, leader);
        }
    }

    private static void outlast(Cluster cluster, Node leader) {
        cluster.etcd().kill();
        long end = System.nanoTime() + TWO_LEASES.toNanos();
        Await.until("two leases to pass", LONG, () -> {
            assertThat(leader.answersPrimary()).as("%s leads", leader).isTrue();
            return System.nanoTime() > end;
        });
        cluster.etcd().restart();
        cluster.awaitSettled();
        assertThat(cluster.awaitLeader()).isEqualTo(leader);
    }

    private static boolean isComplete(Cluster cluster) throws IOException {
        for (Node node : cluster.nodes()) {
            if (node.status("/failsafe") != 200
                    || Rest.get(node.url("/failsafe")).json().size()
                            != cluster.nodes().size()) {
                return false;
            }
        }
        return true;
    }

    private Cluster mixed() {
        assumeThat(PATRONI.installed()).as("the package patroni").isTrue();
        return clusters.of(List.of(PATRONI, REGENT, REGENT));
    }

    private static void leadFrom(Cluster cluster, Node wanted) {
        cluster.awaitSettled();
        var leader = cluster.awaitLeader();
        if (leader != wanted) {
            cluster.ctl(
                            REGENT,
                            "switchover",
                            cluster.scope(),
                            "--leader",
                            leader.name(),
                            "--candidate",
                            wanted.name(),
                            "--force")
                    .orFail();
            cluster.awaitLeader(wanted);
            cluster.awaitSettled();
        }
    }

    /** Kills the leader, lets it return, and checks that nothing that was acknowledged is missing. */
    private static Node lose(Cluster cluster, Node former) throws Exception {
        try (var writer = Writer.start(cluster.nodes())) {
            former.killBothWithUnsentWal();
            var leader = cluster.awaitLeaderOtherThan(former);
            former.startAgent();
            writer.awaitProgress();
            cluster.awaitSettled();

            assertThat(writer.missingOn(leader)).isEmpty();
            return leader;
        }
    }
}
