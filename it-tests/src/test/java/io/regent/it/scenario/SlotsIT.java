package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replication slots that are not those of members. */
class SlotsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

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
