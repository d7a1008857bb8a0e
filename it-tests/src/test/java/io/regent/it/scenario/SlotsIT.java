package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replication slots that are not those of members. */
class SlotsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern INSERTED = Pattern.compile("numbers: INSERT: n\\[integer\\]:([0-9]+)");

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec({"CFG-037", "HA-131"})
    void slots_of_somebody_else_survive_a_switchover_and_unknown_ones_do_not_stay() throws Exception {
        var cluster = clusters.of(2);
        var former = cluster.awaitLeader();
        var other = cluster.replicas().getFirst();
        cluster.configure("{\"ignore_slots\":[{\"name\":\"theirs\",\"type\":\"physical\"}]}");
        for (Node node : cluster.nodes()) {
            Await.until(
                    node.name() + " to know which slots are not its own",
                    SOON,
                    () -> Rest.get(node.url("/config")).body().contains("theirs"));
            for (String name : List.of("theirs", "unknown")) {
                Sql.query(node, "SELECT pg_create_physical_replication_slot('%s', true)".formatted(name));
            }
        }
        awaitOnly(former, "theirs");
        awaitOnly(other, "theirs");

        var answer = Rest.post(other.url("/switchover"), "{\"leader\":\"%s\"}".formatted(former.name()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        cluster.awaitLeader(other);
        cluster.awaitSettled();
        Sql.query(other, "SELECT pg_create_physical_replication_slot('unknown', true)");
        awaitOnly(other, "theirs");
        awaitOnly(former, "theirs");
    }

    @Test
    @Spec({"CFG-033", "CFG-035", "HA-127", "HA-129", "LES-081"})
    void the_consumer_of_a_logical_slot_misses_nothing_when_another_member_leads() throws Exception {
        var cluster = clusters.of(2);
        var former = cluster.awaitLeader();
        var other = cluster.replicas().getFirst();
        giveLogicalSlot(cluster, former);
        assertThat(Sql.query(other, "SHOW hot_standby_feedback")).containsExactly("on");
        execute(former, "INSERT INTO numbers SELECT generate_series(1, 10)");
        List<Integer> read = consumed(former);
        Await.until(
                "it can be used on " + other.name(),
                SOON,
                () -> other.logText().contains("Logical slot app can be used"));
        execute(former, "INSERT INTO numbers SELECT generate_series(11, 20)");

        var answer = Rest.post(other.url("/switchover"), "{\"leader\":\"%s\"}".formatted(former.name()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        cluster.awaitLeader(other);
        cluster.awaitSettled();
        execute(other, "INSERT INTO numbers SELECT generate_series(21, 30)");

        var all = new TreeSet<>(read);
        all.addAll(consumed(other));
        assertThat(all)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 30).boxed().toList());
        assertThat(other.logText()).contains("slots.broken.database").doesNotContain("may lack changes");
    }

    @Test
    @Spec("CFG-034")
    void a_permanent_slot_is_on_every_member_and_keeps_its_place_whoever_leads() throws Exception {
        var cluster = clusters.of(2);
        var former = cluster.awaitLeader();
        var other = cluster.replicas().getFirst();
        cluster.configure("{\"slots\":{\"backup\":{\"type\":\"physical\"},\"No\":{}}}");
        awaitPosition(former, "IS NOT NULL");
        awaitPosition(other, "IS NOT NULL");

        Sql.query(former, "SELECT pg_switch_wal()");
        var place = Sql.query(
                        former, "SELECT end_lsn FROM pg_replication_slot_advance('backup', pg_current_wal_flush_lsn())")
                .getFirst();
        awaitPosition(other, ">= '%s'".formatted(place));
        assertThat(Rest.post(other.url("/switchover"), "{\"leader\":\"%s\"}".formatted(former.name()))
                        .status())
                .isEqualTo(200);
        cluster.awaitLeader(other);
        cluster.awaitSettled();

        awaitPosition(other, ">= '%s'".formatted(place));
        awaitPosition(former, ">= '%s'".formatted(place));
        cluster.configure("{\"slots\":null}");
        for (Node node : cluster.nodes()) {
            Await.until(
                    "the slot to go from " + node.name(),
                    SOON,
                    () -> !slots(node).contains("backup"));
        }
    }

    /** A slot that a consumer of the table {@code numbers} may use, and one that cannot be made. */
    private static void giveLogicalSlot(Cluster cluster, Node leader) throws Exception {
        cluster.configure("{\"postgresql\":{\"parameters\":{\"wal_level\":\"logical\"}}}");
        Await.until(
                "a restart is wanted",
                SOON,
                () -> Rest.get(leader.url("/patroni")).body().contains("pending_restart"));
        cluster.ctl("restart", cluster.scope(), "--force").orFail();
        cluster.awaitSettled();
        execute(leader, "CREATE TABLE numbers (n int)");
        cluster.configure("{\"slots\":{\"app\":{\"type\":\"logical\",\"database\":\"postgres\","
                + "\"plugin\":\"test_decoding\"},\"broken\":{\"type\":\"logical\"}}}");
        for (Node node : cluster.nodes()) {
            Await.until(
                    "the slot to be on " + node.name(),
                    SOON,
                    () -> !Sql.query(node, "SELECT 'there' FROM pg_replication_slots WHERE slot_name = 'app'")
                            .isEmpty());
        }
    }

    /** What a consumer of the slot gets that takes all there is: the numbers that were inserted. */
    private static List<Integer> consumed(Node node) throws SQLException {
        return Sql.query(node, "SELECT data FROM pg_logical_slot_get_changes('app', NULL, NULL)").stream()
                .map(INSERTED::matcher)
                .filter(Matcher::find)
                .map(inserted -> Integer.valueOf(inserted.group(1)))
                .toList();
    }

    private static void execute(Node node, String sql) throws SQLException {
        try (var connection = Sql.connect(node)) {
            Sql.execute(connection, sql);
        }
    }

    private static void awaitPosition(Node node, String wanted) throws Exception {
        Await.until(
                "the slot on %s to be %s".formatted(node.name(), wanted),
                SOON,
                () -> Sql.query(
                                node,
                                "SELECT 1 FROM pg_replication_slots WHERE slot_name = 'backup' AND restart_lsn "
                                        + wanted)
                        .equals(List.of("1")));
    }

    /** Beside those of the members. */
    private static void awaitOnly(Node node, String slot) throws SQLException {
        Await.until(
                "only %s to be left on %s".formatted(slot, node.name()),
                SOON,
                () -> !slots(node).contains("unknown"));
        assertThat(slots(node)).contains(slot);
    }

    private static List<String> slots(Node node) throws SQLException {
        return Sql.query(node, "SELECT slot_name FROM pg_replication_slots");
    }
}
