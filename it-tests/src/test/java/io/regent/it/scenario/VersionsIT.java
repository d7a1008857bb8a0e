package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Sql;
import io.regent.postgres.PostgresVersions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a cluster on the versions of PostgreSQL that the other scenarios do not run on. */
class VersionsIT {

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @ParameterizedTest
    @ValueSource(ints = {13, 17, 18})
    void a_cluster_is_made_switched_over_failed_over_and_rewound(int version) throws Exception {
        assumeTrue(PostgresVersions.present().containsKey(version), "PostgreSQL " + version + " cannot be had here");
        Cluster cluster = clusters.of(2, PostgresVersions.server(version));
        Node first = cluster.awaitLeader();
        Node second = cluster.replicas().getFirst();
        assertThat(Sql.query(first, "SELECT current_setting('server_version_num')::int / 10000"))
                .containsExactly(Integer.toString(version));

        var answer = Rest.post(second.url("/switchover"), "{\"leader\":\"%s\"}".formatted(first.name()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        cluster.awaitLeader(second);
        cluster.awaitSettled();
        second.killBothWithUnsentWal();
        cluster.awaitLeader(first);
        second.startAgent();
        cluster.awaitSettled();

        assertThat(second.logText()).contains("pg_rewind");
        assertThat(Sql.query(second, "SELECT to_regclass('never_sent')::text")).containsOnlyNulls();
        assertThat(Sql.query(first, "SELECT slot_name FROM pg_replication_slots"))
                .containsExactly(second.name().replace('-', '_'));
    }
}
