package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Pid;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Sql;
import io.regent.it.harness.Standalone;
import io.regent.it.harness.Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that were run by hand come under agents, as the manual tells it. */
class ConversionIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ORIGINAL = "original_of_pg_2";

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec({"HA-100", "HA-216", "HA-217"})
    void running_servers_are_taken_over_without_a_restart_the_primary_first() throws Exception {
        var cluster = clusters.prepared(2);
        Node primary = cluster.nodes().getFirst();
        Node standby = cluster.nodes().getLast();
        Standalone.primary(primary, "work_mem = '7MB'\nmax_connections = 50\n");
        Standalone.standby(standby, primary, ORIGINAL);
        cluster.nodes().forEach(ConversionIT::nameTheOriginalSlot);
        Optional<Pid> first = primary.postmaster();
        Optional<Pid> second = standby.postmaster();
        try (Writer writer = Writer.start(cluster.nodes())) {
            standby.startAgent();
            assertThat(standby.exitCode()).as(standby.logText()).isNotZero();
            assertThat(standby.postmaster()).isEqualTo(second);

            primary.startAgent();
            cluster.awaitLeader(primary);
            standby.startAgent();
            cluster.awaitSettled();

            assertThat(primary.postmaster()).isEqualTo(first);
            assertThat(standby.postmaster()).isEqualTo(second);
            writer.awaitProgress();
            assertThat(writer.missingOn(primary)).isEmpty();
        }
        var original = primary.dataDirectory().resolve("postgresql.base.conf");
        Await.until("the original settings to be set aside", SOON, () -> Files.exists(original));
        assertThat(original).content().contains("work_mem = '7MB'");
        assertThat(Sql.query(primary, "SHOW work_mem")).containsExactly("7MB");
        assertThat(slots(primary)).contains(ORIGINAL, "pg_2");

        cluster.ctl("restart", cluster.scope(), standby.name(), "--force").orFail();
        cluster.awaitSettled();
        assertThat(standby.postmaster()).isNotEqualTo(second);
        assertThat(Rest.get(standby.url("/patroni")).body()).doesNotContain("pending_restart");

        cluster.configure("{\"slots\":null}");
        Await.until("the original slot to go", SOON, () -> !slots(primary).contains(ORIGINAL));
    }

    private static List<String> slots(Node node) throws SQLException {
        return Sql.query(node, "SELECT slot_name FROM pg_replication_slots");
    }

    private static void nameTheOriginalSlot(Node node) {
        try {
            String yaml = Files.readString(node.configuration());
            Files.writeString(
                    node.configuration(),
                    yaml.replace("    ttl:", "    slots: {%s: {type: physical}}\n    ttl:".formatted(ORIGINAL)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
