package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.EtcdKeys;
import io.regent.it.harness.Node;
import io.regent.it.harness.Pid;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Shell;
import io.regent.it.harness.Sql;
import io.regent.it.harness.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replicas that throw their data away and copy another member. */
class ReinitializeIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec({"HA-103", "HA-109", "CFG-120", "CTL-078", "CTL-079", "API-121", "LES-065"})
    void a_replica_copies_the_member_that_is_meant_for_it_and_tells_how_far_it_is() throws Exception {
        var cluster = clusters.of(3);
        cluster.configure(copiesAt("1M"));
        var source = cluster.replicas().getFirst();
        var replica = cluster.replicas().getLast();
        offersCopies(source);

        var waiting = CompletableFuture.supplyAsync(
                () -> cluster.ctl("reinit", cluster.scope(), replica.name(), "--force", "--wait"));
        Await.until(
                "the copy to be under way",
                LIMIT,
                () -> progress(replica).path("bytes").asLong() > 0);

        assertRefused(replica, "already in progress");
        assertTold(cluster, replica, source);
        assertRefused(cluster.awaitLeader(), "I am the leader, can not reinitialize");

        assertThat(waiting.get().orFail())
                .contains(
                        "Success: reinitialize for member " + replica.name(),
                        "Waiting for reinitialize to complete on: " + replica.name(),
                        "Reinitialize is completed on: " + replica.name());
        cluster.awaitSettled();
        assertThat(progress(replica).isMissingNode()).isTrue();
    }

    @Test
    @Spec({"LES-108", "LES-109", "LES-111"})
    void a_copy_whose_agent_dies_is_ended_and_made_anew_while_the_leader_recycles_its_log() throws Exception {
        var cluster = clusters.of(2);
        cluster.configure(copiesAt("3M"));
        cluster.configure(
                "{\"postgresql\":{\"parameters\":{\"wal_keep_size\":\"16MB\",\"max_wal_size\":\"32MB\",\"min_wal_size\":\"32MB\"}}}");
        var replica = cluster.replicas().getFirst();
        var leader = cluster.awaitLeader();

        try (var writer = Writer.start(cluster.nodes())) {
            reinitialize(replica);
            replica.sendAgent(Pid.Signal.KILL);
            replica.startAgent();
            Await.until(
                    "the copy to be made anew",
                    LIMIT,
                    () -> progress(replica).path("bytes").asLong() > 0);
            assertThat(copies(replica)).as("one copy at a time").hasSize(1);
            reinitialize(replica);
            for (int segment = 0; segment < 8; segment++) {
                Sql.query(leader, "SELECT pg_switch_wal()::text");
                Sql.query(leader, "SELECT pg_logical_emit_message(false, 'fill', repeat('x', 1000000))::text");
            }
            try (var connection = Sql.connect(leader)) {
                Sql.execute(connection, "CHECKPOINT");
            }
            assertThat(copies(replica)).as("one copy at a time").hasSize(1);
            cluster.awaitSettled();
            writer.awaitProgress();
        }

        assertThat(copies(replica)).isEmpty();
        cluster.awaitSettled();
        List<String> written = Sql.query(leader, "SELECT count(*)::text FROM written");
        Await.until(
                "the copy to have every row",
                LIMIT,
                () -> Sql.query(replica, "SELECT count(*)::text FROM written").equals(written));
    }

    /** The small cluster has some thirty megabytes. */
    private static String copiesAt(String rate) {
        return "{\"postgresql\":{\"basebackup\":[{\"max-rate\":\"%s\"},{\"checkpoint\":\"fast\"}]}}".formatted(rate);
    }

    private static void assertTold(Cluster cluster, Node replica, Node source) throws IOException {
        var told = progress(replica);
        assertThat(told.path("source").asText()).isEqualTo(source.name());
        assertThat(told.path("total_bytes").asLong())
                .isGreaterThan(told.path("bytes").asLong());
        assertThat(Rest.get(replica.url("/patroni")).json().path("state").asText())
                .isEqualTo("creating replica");
        var keys = new EtcdKeys(cluster.etcd());
        String record = "/service/%s/members/%s".formatted(cluster.scope(), replica.name());
        Await.until(
                "the store to have it",
                LIMIT,
                () -> keys.get(record)
                        .filter(entry -> entry.value().contains("\"phase\":\"copying\""))
                        .isPresent());
        assertThat(cluster.ctl("list", cluster.scope()).orFail())
                .contains(" %s: clone from %s, ".formatted(replica.name(), source.name()));
        assertThat(Rest.get(replica.url("/metrics")).body())
                .contains("regent_work_info{scope=\"demo\",name=\"%s\",work=\"clone\"} 1".formatted(replica.name()));
    }

    private static void offersCopies(Node node) throws IOException {
        Files.writeString(node.configuration(), "\ntags: {clonefrom: true}\n", StandardOpenOption.APPEND);
        assertThat(Rest.post(node.url("/reload"), "{}").status()).isEqualTo(202);
        Await.until(
                "the tag to be told",
                LIMIT,
                () -> Rest.get(node.url("/cluster")).body().contains("clonefrom"));
    }

    private static void reinitialize(Node replica) {
        Await.until(
                "the request to be taken",
                LIMIT,
                () -> Rest.post(replica.url("/reinitialize"), "{\"force\":true}")
                                .status()
                        == 200);
        Await.until(
                "the copy to be under way",
                LIMIT,
                () -> progress(replica).path("bytes").asLong() > 0);
    }

    private static void assertRefused(Node node, String why) throws IOException {
        var answer = Rest.post(node.url("/reinitialize"), "{}");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains(why);
    }

    private static JsonNode progress(Node node) throws IOException {
        return Rest.get(node.url("/patroni")).json().path("progress");
    }

    /** The numbers of the programs that fill the data directory of a node, without their children, which receive the log. */
    private static Set<String> copies(Node node) {
        Map<String, String> parents = Shell.run("ps", "-eo", "pid,ppid,args")
                .orFail()
                .lines()
                .filter(line -> line.contains("pg_basebackup --pgdata=" + node.dataDirectory()))
                .map(line -> line.strip().split("\\s+", 3))
                .collect(Collectors.toMap(fields -> fields[0], fields -> fields[1]));
        return parents.keySet().stream()
                .filter(pid -> !parents.containsKey(parents.get(pid)))
                .collect(Collectors.toSet());
    }
}
