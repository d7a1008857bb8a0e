package io.regent.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Product;
import io.regent.it.harness.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The harness against the real thing: what it takes for a failover, Patroni must show as one. */
class HarnessIT {

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    void three_real_patroni_members_fail_over_and_rejoin() throws Exception {
        assumeThat(Product.PATRONI.installed()).isTrue();
        Cluster cluster = clusters.of(Product.PATRONI, Product.PATRONI, Product.PATRONI);
        cluster.acknowledgeOnTwoNodes();

        try (var writer = Writer.start(cluster.nodes())) {
            var former = cluster.awaitLeader();
            former.killBoth();
            var leader = cluster.awaitLeaderOtherThan(former);
            writer.awaitProgress();
            former.startAgent();
            cluster.awaitStreaming();

            assertThat(writer.longestOutage().toSeconds()).isBetween(1L, 60L);
            assertThat(writer.missingOn(leader)).isEmpty();
        }
        assertThat(cluster.ctl(Product.PATRONI, "list").orFail()).contains("pg-1", "pg-2", "pg-3", "Leader");
    }
}
