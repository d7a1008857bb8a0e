package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.EtcdKeys;
import io.regent.it.harness.Node;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Sql;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What other programs find in the store. */
class StoreKeysIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec("HA-003")
    void the_leader_key_is_the_bare_name_and_only_it_and_the_members_expire() {
        var cluster = clusters.of(2);
        var keys = new EtcdKeys(cluster.etcd());
        var leader = cluster.awaitLeader();

        Map<String, EtcdKeys.Entry> all = keys.all();

        assertThat(keys.get(key(cluster, "leader")).orElseThrow().value()).isEqualTo(leader.name());
        assertThat(all.entrySet().stream()
                        .filter(entry -> entry.getValue().lease() != 0)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        key(cluster, "leader"), key(cluster, "members/pg-1"), key(cluster, "members/pg-2"));
        assertThat(all.keySet())
                .as("nothing is written outside the prefix, and no key before it is needed")
                .containsExactlyInAnyOrder(
                        key(cluster, "config"),
                        key(cluster, "initialize"),
                        key(cluster, "leader"),
                        key(cluster, "members/pg-1"),
                        key(cluster, "members/pg-2"),
                        key(cluster, "status"));
    }

    @Test
    @Spec("HA-015")
    void garbage_in_the_config_key_is_replaced_by_the_leader_and_a_change_made_there_is_applied() throws Exception {
        var cluster = clusters.of(2);
        var keys = new EtcdKeys(cluster.etcd());
        String config = key(cluster, "config");
        var before = JSON.readTree(keys.get(config).orElseThrow().value());

        keys.put(config, "no JSON at all");

        Await.until(
                "the leader to put its settings back",
                PATIENCE,
                () -> keys.get(config)
                        .filter(entry -> entry.value().startsWith("{"))
                        .isPresent());
        assertThat(JSON.readTree(keys.get(config).orElseThrow().value())).isEqualTo(before);

        keys.put(
                config,
                before.toString().replace("\"max_connections\":50", "\"max_connections\":50,\"work_mem\":\"7MB\""));

        for (Node node : cluster.nodes()) {
            Await.until(
                    node + " to apply the change",
                    PATIENCE,
                    () -> Sql.query(node, "SHOW work_mem").getFirst().equals("7MB"));
        }
    }

    @Test
    @Spec("HA-021")
    void a_request_stands_in_the_failover_key_and_leaves_an_empty_object_behind() throws Exception {
        var cluster = clusters.of(2);
        var keys = new EtcdKeys(cluster.etcd());
        var leader = cluster.awaitLeader();
        var candidate = cluster.replicas().getFirst();
        String failover = key(cluster, "failover");
        String at = OffsetDateTime.now(ZoneOffset.UTC)
                .plusHours(1)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();

        Rest.post(
                leader.url("/switchover"),
                "{\"leader\":\"%s\",\"candidate\":\"%s\",\"scheduled_at\":\"%s\"}"
                        .formatted(leader.name(), candidate.name(), at));
        var scheduled = JSON.readTree(keys.get(failover).orElseThrow().value());
        assertThat(scheduled.fieldNames()).toIterable().containsExactlyInAnyOrder("leader", "member", "scheduled_at");
        assertThat(scheduled.path("member").asText()).isEqualTo(candidate.name());
        assertThat(OffsetDateTime.parse(scheduled.path("scheduled_at").asText()).toInstant())
                .isEqualTo(OffsetDateTime.parse(at).toInstant());

        keys.put(failover, "{\"member\":\"%s\"}".formatted(candidate.name()));
        cluster.awaitLeader(candidate);
        awaitCleared(keys, failover);

        cluster.awaitSettled();
        keys.put(failover, candidate.name() + ":" + leader.name());
        cluster.awaitLeader(leader);
        awaitCleared(keys, failover);
    }

    @Test
    @Spec("HA-002")
    void a_key_appears_with_the_feature_that_needs_it_and_no_other_key_ever_does() throws IOException {
        var cluster = clusters.of(2);
        var keys = new EtcdKeys(cluster.etcd());
        var leader = cluster.awaitLeader();
        var candidate = cluster.replicas().getFirst();
        Set<String> known = new TreeSet<>(Set.of(
                key(cluster, "config"),
                key(cluster, "initialize"),
                key(cluster, "leader"),
                key(cluster, "members/pg-1"),
                key(cluster, "members/pg-2"),
                key(cluster, "status")));
        assertThat(keys.all().keySet()).isEqualTo(known);

        cluster.configure("{\"synchronous_mode\":true}");
        known.add(key(cluster, "sync"));
        awaitKeys(keys, known);

        cluster.configure("{\"failsafe_mode\":true}");
        known.add(key(cluster, "failsafe"));
        awaitKeys(keys, known);

        cluster.awaitSettled();
        cluster.ctl(
                        "switchover",
                        cluster.scope(),
                        "--leader",
                        leader.name(),
                        "--candidate",
                        candidate.name(),
                        "--force")
                .orFail();
        known.add(key(cluster, "failover"));
        known.add(key(cluster, "history"));
        awaitKeys(keys, known);
    }

    @Test
    @Spec("HA-013")
    void a_members_record_comes_back_and_follows_what_happens_to_the_member() throws IOException {
        var cluster = clusters.of(2);
        var keys = new EtcdKeys(cluster.etcd());
        cluster.awaitLeader();
        var replica = cluster.replicas().getFirst();
        cluster.awaitSettled();
        String member = key(cluster, "members/" + replica.name());

        keys.delete(member);
        awaitRecord(keys, member, record -> record.path("state").asText().equals("running"));

        String at = OffsetDateTime.now(ZoneOffset.UTC).plusHours(1).toString();
        Rest.post(replica.url("/restart"), "{\"schedule\":\"%s\"}".formatted(at));
        awaitRecord(keys, member, record -> record.has("scheduled_restart"));
        Rest.delete(replica.url("/restart"));
        awaitRecord(keys, member, record -> !record.has("scheduled_restart"));

        replica.stop();

        var last = keys.get(member);
        assertThat(last).isPresent();
        assertThat(JSON.readTree(last.orElseThrow().value()).path("state").asText())
                .isEqualTo("stopped");
    }

    @Test
    @Spec("HA-013")
    void an_idle_cluster_writes_nothing_and_a_dead_agent_is_forgotten_after_ttl() {
        var cluster = clusters.of(2);
        var keys = new EtcdKeys(cluster.etcd());
        var leader = cluster.awaitLeader();
        var replica = cluster.replicas().getFirst();
        cluster.awaitSettled();
        Map<String, EtcdKeys.Entry> idle =
                Await.value("a pause between two writes", PATIENCE, () -> unchanged(keys, leader));
        assertThat(idle).isNotEmpty();

        replica.killAgent();

        Await.until(
                "the record of the dead agent to expire",
                PATIENCE,
                () -> keys.get(key(cluster, "members/" + replica.name())).isEmpty());
    }

    private static void awaitKeys(EtcdKeys keys, Set<String> wanted) {
        Await.until("the keys " + wanted, PATIENCE, () -> keys.all().keySet().equals(wanted));
    }

    private static void awaitRecord(EtcdKeys keys, String member, Predicate<JsonNode> condition) {
        Await.until("the record " + member, PATIENCE, () -> {
            var entry = keys.get(member);
            return entry.isPresent()
                    && condition.test(JSON.readTree(entry.orElseThrow().value()));
        });
    }

    private static void awaitCleared(EtcdKeys keys, String failover) {
        Await.until(
                "the request to be cleared",
                PATIENCE,
                () -> keys.get(failover)
                        .filter(entry -> entry.value().equals("{}"))
                        .isPresent());
    }

    /** The keys, if no key was written during three turns of the leader. */
    private static Optional<Map<String, EtcdKeys.Entry>> unchanged(EtcdKeys keys, Node leader) {
        Map<String, EtcdKeys.Entry> before = keys.all();
        long turns = turns(leader);
        Await.until("three turns", PATIENCE, () -> turns(leader) >= turns + 3);
        return keys.all().equals(before) ? Optional.of(before) : Optional.empty();
    }

    private static long turns(Node leader) {
        return leader.logText()
                .lines()
                .filter(line -> line.contains("the leader with the lock"))
                .count();
    }

    private static String key(Cluster cluster, String name) {
        return "/service/" + cluster.scope() + "/" + name;
    }
}
