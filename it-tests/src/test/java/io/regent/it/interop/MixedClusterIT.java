package io.regent.it.interop;

import static io.regent.it.harness.Product.PATRONI;
import static io.regent.it.harness.Product.REGENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One member of Debian's Patroni and two of ours, on the same scope and the same etcd. */
class MixedClusterIT {

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

    @Test
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
