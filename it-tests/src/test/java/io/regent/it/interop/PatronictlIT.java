package io.regent.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.regent.it.harness.Clusters;
import io.regent.it.harness.Product;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Debian's patronictl, unchanged, against a cluster of ours. */
class PatronictlIT {

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    void patronictl_lists_the_cluster_and_switches_it_over() {
        assumeThat(Product.PATRONI.installed()).as("the package patroni").isTrue();
        var cluster = clusters.of(2);
        cluster.awaitSettled();
        var former = cluster.awaitLeader();
        var candidate = cluster.replicas().getFirst();

        var table = cluster.ctl(Product.PATRONI, "list").orFail();
        var result = cluster.ctl(
                Product.PATRONI, "switchover", "--leader", former.name(), "--candidate", candidate.name(), "--force");

        assertThat(table)
                .containsPattern(
                        former.name() + " +\\| 127.0.0.1:" + former.postgresPort() + " \\| Leader +\\| running")
                .containsPattern(candidate.name() + " +\\| 127.0.0.1:" + candidate.postgresPort() + " \\| Replica");
        assertThat(result.orFail()).contains("Successfully switched over to \"" + candidate.name() + "\"");
        cluster.awaitLeader(candidate);
        cluster.awaitSettled();
    }
}
