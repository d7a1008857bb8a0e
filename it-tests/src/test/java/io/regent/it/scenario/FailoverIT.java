package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.it.harness.Clusters;
import io.regent.it.harness.Sql;
import io.regent.it.harness.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailoverIT {

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    void a_replica_takes_over_and_the_diverged_primary_returns_by_rewind() throws Exception {
        var cluster = clusters.of(3);
        cluster.acknowledgeOnTwoNodes();
        try (var writer = Writer.start(cluster.nodes())) {
            var former = cluster.awaitLeader();
            former.killBothWithUnsentWal();
            var leader = cluster.awaitLeaderOtherThan(former);
            writer.awaitProgress();

            former.startAgent();
            cluster.awaitSettled();

            assertThat(former.logText()).contains("pg_rewind");
            assertThat(Sql.query(former, "SELECT to_regclass('never_sent')::text"))
                    .containsOnlyNulls();
            assertThat(writer.missingOn(leader)).isEmpty();
        }
    }

    @Test
    void a_replica_that_loses_its_server_streams_again() throws Exception {
        var cluster = clusters.of(2);
        var leader = cluster.awaitLeader();
        var replica = cluster.replicas().getFirst();

        replica.killPostgres();
        cluster.awaitSettled();

        assertThat(cluster.awaitLeader()).isSameAs(leader);
    }
}
