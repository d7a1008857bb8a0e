package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Sql;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DcsOutageIT {

    private static final Duration LEASE = Duration.ofSeconds(20);

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec("HA-070")
    void a_primary_that_cannot_renew_its_lease_stops_writing_before_the_lease_ends() {
        var cluster = clusters.of(2);
        var former = cluster.awaitLeader();

        cluster.etcd().pause();
        Await.until("no primary answer", LEASE, () -> !former.answersPrimary());
        Await.until(
                "a server that accepts no writes",
                LEASE,
                () -> Sql.query(former, "SHOW transaction_read_only").equals(List.of("on")));
        cluster.etcd().resume();

        cluster.awaitSettled();
    }

    @Test
    void agents_that_start_without_the_dcs_wait_for_it() {
        var cluster = clusters.prepared(1);
        var node = cluster.nodes().getFirst();
        cluster.etcd().kill();

        node.startAgent();
        Await.until(
                "a word about the DCS in the log",
                Duration.ofMinutes(1),
                () -> node.logText().contains("DCS is not accessible"));
        assertThat(node.agentAlive()).isTrue();
        assertThat(node.dataDirectory()).doesNotExist();
        cluster.etcd().restart();

        cluster.awaitLeader(node);
    }
}
