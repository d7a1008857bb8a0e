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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailsafeIT {

    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Spec({"CFG-020", "HA-168", "HA-176"})
    @Test
    void a_leader_outlasts_the_dcs_for_as_long_as_every_member_consents() throws Exception {
        var cluster = clusters.of(3);
        cluster.configure("{\"failsafe_mode\":true}");
        Await.until("all members on the list", LONG, () -> isListedEverywhere(cluster));
        var leader = cluster.awaitLeader();
        var replicas = cluster.replicas();

        try (var writer = Writer.start(cluster.nodes())) {
            cluster.etcd().kill();
            Await.until("the failsafe mode on all members", LONG, () -> active(cluster) == 3);
            long end = System.nanoTime() + LEASE.multipliedBy(2).toNanos();
            Await.until("twice the lease to pass", LONG, () -> {
                assertThat(leader.answersPrimary()).isTrue();
                return System.nanoTime() > end;
            });
            writer.awaitProgress();
            assertThat(leader.status("/readiness")).isEqualTo(200);
            assertThat(replicas)
                    .allMatch(replica -> replica.status("/replica") == 200 && replica.status("/liveness") == 200);

            replicas.getFirst().killAgent();
            Await.until(
                    "a server that accepts no writes",
                    LEASE,
                    () -> Sql.query(leader, "SHOW transaction_read_only").equals(List.of("on")));
            assertThat(leader.answersPrimary()).isFalse();

            cluster.etcd().restart();
            replicas.getFirst().startAgent();
            cluster.awaitSettled();
            writer.awaitProgress();
            assertThat(writer.missingOn(cluster.awaitLeader())).isEmpty();
        }
        Await.until("the failsafe mode to be over", LONG, () -> active(cluster) == 0);
    }

    private static boolean isListedEverywhere(Cluster cluster) throws IOException {
        for (Node node : cluster.nodes()) {
            if (node.status("/failsafe") != 200
                    || Rest.get(node.url("/failsafe")).json().size()
                            != cluster.nodes().size()) {
                return false;
            }
        }
        return true;
    }

    private static long active(Cluster cluster) throws IOException {
        long active = 0;
        for (Node node : cluster.nodes()) {
            active += Rest.get(node.url("/patroni")).body().contains("failsafe_mode_is_active") ? 1 : 0;
        }
        return active;
    }
}
