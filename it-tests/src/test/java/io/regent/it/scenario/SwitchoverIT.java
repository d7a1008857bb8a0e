package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Sql;
import io.regent.it.harness.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SwitchoverIT {

    /** {@code admin_shutdown} of the manual's appendix A. */
    private static final String STOPPED_BY_THE_OPERATOR = "57P01";

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec({"HA-118", "HA-215", "LES-063"})
    void the_command_line_moves_the_leader_and_the_former_one_needs_no_rewind() throws Exception {
        var cluster = clusters.of(3);
        cluster.acknowledgeOnTwoNodes();
        var former = cluster.awaitLeader();
        var candidate = cluster.replicas().getFirst();
        var bystander = cluster.replicas().getLast();
        try (var writer = Writer.start(cluster.nodes());
                var session = Sql.connect(bystander)) {
            var started = Sql.query(session, "SELECT pg_postmaster_start_time()::text");
            var result = cluster.ctl(
                    "switchover",
                    cluster.scope(),
                    "--leader",
                    former.name(),
                    "--candidate",
                    candidate.name(),
                    "--force");

            assertThat(result.orFail()).contains("Successfully switched over to \"" + candidate.name() + "\"");
            cluster.awaitLeader(candidate);
            writer.awaitProgress();
            cluster.awaitSettled();
            assertThat(former.logText()).doesNotContain("running pg_rewind");
            assertThat(writer.missingOn(candidate)).isEmpty();
            assertThat(Sql.query(session, "SELECT pg_postmaster_start_time()::text"))
                    .as("the session of a client of the third member")
                    .isEqualTo(started);
        }
    }

    @Test
    void the_api_moves_the_leader_to_a_replica_of_its_own_choice() throws Exception {
        var cluster = clusters.of(2);
        var former = cluster.awaitLeader();
        var other = cluster.replicas().getFirst();

        var answer = Rest.post(other.url("/switchover"), "{\"leader\":\"%s\"}".formatted(former.name()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(other.name());
        cluster.awaitLeader(other);
        cluster.awaitSettled();
    }

    /** Four megabytes a second are written and a candidate may lack one, so that a position of the last cycle would not do. */
    @Test
    void a_cluster_that_is_written_to_without_a_pause_is_switched_over() throws Exception {
        var cluster = clusters.of(2);
        var former = cluster.awaitLeader();
        var other = cluster.replicas().getFirst();
        try (var connection = Sql.connect(former)) {
            var writing = CompletableFuture.supplyAsync(() -> endOfWriting(connection));
            tellsItsPresentPosition(former, "pg_current_wal_flush_lsn()", "location");
            tellsItsPresentPosition(other, "pg_last_wal_receive_lsn()", "received_location");

            var answer = Rest.post(other.url("/switchover"), "{\"leader\":\"%s\"}".formatted(former.name()));

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            cluster.awaitLeader(other);
            assertThat(writing.get()).isEqualTo(STOPPED_BY_THE_OPERATOR);
        }
        cluster.awaitSettled();
    }

    private static void tellsItsPresentPosition(Node node, String function, String field) throws Exception {
        long position = Long.parseLong(
                Sql.query(node, "SELECT %s - '0/0'::pg_lsn".formatted(function)).getFirst());

        assertThat(Rest.get(node.url("/patroni")).json().at("/xlog/" + field).asLong())
                .isGreaterThanOrEqualTo(position);
    }

    private static String endOfWriting(Connection connection) {
        try {
            Sql.execute(connection, """
                    DO $$ BEGIN
                      FOR i IN 1..6000 LOOP
                        PERFORM pg_logical_emit_message(false, 'filling', repeat('x', 40000));
                        PERFORM pg_sleep(0.01);
                      END LOOP;
                    END $$""");
            return "the server was not stopped for a minute";
        } catch (SQLException end) {
            return String.valueOf(end.getSQLState());
        }
    }

    @Test
    void a_switchover_from_a_member_that_does_not_lead_is_refused() throws Exception {
        var cluster = clusters.of(2);
        var leader = cluster.awaitLeader();
        var replica = cluster.replicas().getFirst();

        var answer = Rest.post(leader.url("/switchover"), "{\"leader\":\"%s\"}".formatted(replica.name()));

        assertThat(answer.status()).isEqualTo(412);
        assertThat(cluster.awaitLeader()).isSameAs(leader);
    }
}
