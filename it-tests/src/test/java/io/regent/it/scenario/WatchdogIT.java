package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Fifo;
import io.regent.it.harness.Node;
import io.regent.it.harness.Pid;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The watchdog of real agents. Method: a fifo for each device, spoken to by the testing driver, which writes timeouts as text. */
class WatchdogIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern FED_AFTER_15 = Pattern.compile("V15\n1+");
    private static final Pattern FED_THEN_25 = Pattern.compile("V15\n1+V25\n1+");

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec({"IF-014", "HA-182", "CFG-118"})
    void a_leader_feeds_its_watchdog_and_lets_it_rest_in_pause_and_after_a_clean_stop() throws Exception {
        Cluster cluster = clusters.prepared(2);
        Map<Node, Fifo> fifos = fifos(cluster);
        cluster.startAgents();
        Node leader = cluster.awaitLeader();
        Node replica = cluster.replicas().getFirst();
        Fifo fifo = of(fifos, leader);

        Await.until(
                "feedings", PATIENCE, () -> FED_AFTER_15.matcher(fifo.text()).matches());
        assertThat(of(fifos, replica).text()).isEmpty();

        cluster.configure("{\"ttl\": 30}");
        Await.until(
                "the new timeout",
                PATIENCE,
                () -> FED_THEN_25.matcher(fifo.text()).matches());

        cluster.ctl("pause", cluster.scope(), "--wait").orFail();
        Await.until("the close", PATIENCE, () -> fifo.text().endsWith("1V"));
        int paused = fifo.text().length();
        cluster.ctl("resume", cluster.scope(), "--wait").orFail();
        Await.until("feedings", PATIENCE, () -> fifo.text().startsWith("V25\n1", paused));

        assertThat(leader.stop()).isZero();
        assertThat(fifo.text()).endsWith("1V");
        assertThat(cluster.awaitLeaderOtherThan(leader)).isSameAs(replica);
        assertThat(of(fifos, replica).text()).startsWith("V25\n1").doesNotContain("1V");
    }

    @Test
    @Spec("HA-181")
    void a_watchdog_is_fed_until_the_last_backend_is_gone() throws Exception {
        Cluster cluster = clusters.prepared(1);
        Fifo fifo = of(fifos(cluster), cluster.nodes().getFirst());
        cluster.startAgents();
        Node leader = cluster.awaitLeader();
        try (var session = Sql.connect(leader)) {
            var backend = new Pid(
                    Long.parseLong(Sql.query(session, "SELECT pg_backend_pid()").getFirst()));
            backend.send(Pid.Signal.STOP);
            leader.sendAgent(Pid.Signal.TERM);
            Await.until("the stop", PATIENCE, () -> leader.logText().contains("PostgreSQL is being stopped"));
            int stopping = fifo.text().length();

            Await.until("more feedings", PATIENCE, () -> fifo.text().startsWith("111", stopping));
            assertThat(fifo.text()).doesNotContain("1V");

            backend.send(Pid.Signal.CONT);
        }
        assertThat(leader.exitCode()).isZero();
        assertThat(fifo.text()).endsWith("1V");
    }

    @Test
    @Spec("CFG-117")
    void nobody_leads_without_a_required_watchdog_and_everybody_is_told() throws Exception {
        Cluster cluster = clusters.prepared(2);
        Map<Node, Fifo> fifos = fifos(cluster);
        Node without = cluster.nodes().getLast();
        Files.delete(of(fifos, without).path());

        cluster.startAgents();

        assertThat(cluster.awaitLeader()).isSameAs(cluster.nodes().getFirst());
        assertThat(Rest.get(without.url("/patroni")).body()).contains("\"watchdog_failed\": true");
        assertThat(Rest.get(cluster.awaitLeader().url("/patroni")).body()).doesNotContain("watchdog_failed");
        var refusal =
                Rest.post(cluster.awaitLeader().url("/failover"), "{\"candidate\":\"%s\"}".formatted(without.name()));
        assertThat(refusal.status()).isEqualTo(412);
    }

    private static Fifo of(Map<Node, Fifo> fifos, Node node) {
        return Objects.requireNonNull(fifos.get(node));
    }

    private Map<Node, Fifo> fifos(Cluster cluster) throws IOException {
        var fifos = new LinkedHashMap<Node, Fifo>();
        for (Node node : cluster.nodes()) {
            var fifo =
                    clusters.workspace().closing(Fifo.make(clusters.workspace().path(node.name() + ".watchdog")));
            Files.writeString(
                    node.configuration(),
                    "watchdog: {mode: required, driver: testing, device: '%s'}\n"
                            .formatted(fifo.path().toAbsolutePath().normalize()),
                    StandardOpenOption.APPEND);
            fifos.put(node, fifo);
        }
        return fifos;
    }
}
