package io.regent.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.it.harness.Await;
import io.regent.it.harness.Cluster;
import io.regent.it.harness.Clusters;
import io.regent.it.harness.Node;
import io.regent.it.harness.Rest;
import io.regent.it.harness.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a primary whose log went another way, as the operator wants it. */
class RejoinIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final Clusters clusters = new Clusters();

    @Test
    @Spec({"CFG-022", "CFG-101", "HA-117", "LES-076", "LES-088"})
    void without_pg_rewind_diverged_data_stay_until_they_may_be_removed() throws Exception {
        var cluster = clusters.of(2);
        cluster.configure("{\"postgresql\":{\"use_pg_rewind\":false}}");
        var former = diverged(cluster);

        awaitItsOwnData(former);
        assertThat(former.logText()).doesNotContain("pg_rewind in progress");
        Await.until(
                "it to run and nobody to be sent to it",
                LIMIT,
                () -> former.status("/health") == 200 && former.status("/replica") == 503);
        assertStuck(cluster, former, "its data diverged: ");

        cluster.configure("{\"postgresql\":{\"remove_data_directory_on_diverged_timelines\":true}}");
        cluster.awaitSettled();

        assertIsACopy(former);
        try (var kept = Files.list(Path.of(former.dataDirectory() + ".discarded"))) {
            assertThat(kept.map(folder -> read(folder.resolve("range.txt"))))
                    .singleElement()
                    .asString()
                    .contains("discarded by a new copy from ");
        }
    }

    @Test
    @Spec({"CFG-022", "CFG-101", "HA-116", "LES-073"})
    void a_rewind_that_fails_leaves_the_data_until_they_may_be_removed_and_one_without_a_source_waits()
            throws Exception {
        var cluster = clusters.of(2);
        execute(cluster.awaitLeader(), "ALTER ROLE rewinder NOLOGIN");
        var former = diverged(cluster);

        Await.until(
                "the rewind to wait for its source",
                LIMIT,
                () -> former.logText().contains("pg_rewind has to wait: leader "));
        assertThat(former.logText()).doesNotContain("pg_rewind failed");

        var leader = cluster.awaitLeader();
        execute(leader, "REVOKE EXECUTE ON FUNCTION pg_read_binary_file(text, bigint, bigint, boolean) FROM rewinder");
        execute(leader, "ALTER ROLE rewinder LOGIN");
        Await.until("the rewind to fail", LIMIT, () -> former.logText().contains("pg_rewind failed: pg_rewind from "));
        awaitItsOwnData(former);

        cluster.configure("{\"postgresql\":{\"remove_data_directory_on_rewind_failure\":true}}");
        cluster.awaitSettled();

        assertIsACopy(former);
    }

    @Test
    @Spec("LES-074")
    void a_standby_that_misses_log_that_is_nowhere_to_be_had_is_stuck_and_says_so() throws Exception {
        var cluster = clusters.of(2);
        cluster.configure(
                "{\"postgresql\":{\"use_slots\":false,\"parameters\":{\"wal_keep_size\":\"16MB\",\"max_wal_size\":\"32MB\",\"min_wal_size\":\"32MB\"}}}");
        var leader = cluster.awaitLeader();
        var replica = cluster.replicas().getFirst();
        Await.until(
                "no slot to be kept",
                LIMIT,
                () -> Sql.query(leader, "SELECT slot_name::text FROM pg_replication_slots")
                        .isEmpty());
        assertThat(replica.stop()).isZero();

        String before = Sql.query(leader, "SELECT pg_walfile_name(pg_current_wal_lsn() + 1)")
                .getFirst();
        Await.until("the log that it needs to be gone", LIMIT, () -> {
            Sql.query(leader, "SELECT pg_logical_emit_message(false, 'fill', repeat('x', 1000000))::text");
            Sql.query(leader, "SELECT pg_switch_wal()::text");
            execute(leader, "CHECKPOINT");
            return !Files.exists(leader.dataDirectory().resolve("pg_wal").resolve(before));
        });
        replica.startAgent();

        assertStuck(cluster, replica, "it does not stream, the leader being " + leader.name());
        cluster.ctl("reinit", cluster.scope(), replica.name(), "--force").orFail();
        cluster.awaitSettled();
        assertThat(Rest.get(replica.url("/patroni")).json().has("stuck")).isFalse();
    }

    private static void assertStuck(Cluster cluster, Node node, String why) {
        Await.until(
                "it to say that it is stuck",
                LIMIT.multipliedBy(2),
                () -> Rest.get(node.url("/patroni"))
                        .json()
                        .path("stuck")
                        .asText()
                        .startsWith(why));
        assertThat(cluster.ctl("list", cluster.scope()).orFail())
                .contains("| stuck ", " " + node.name() + " is stuck: " + why);
    }

    /** The former leader, which has come back with what it alone had written. */
    private static Node diverged(Cluster cluster) throws Exception {
        var former = cluster.awaitLeader();
        former.killBothWithUnsentWal();
        cluster.awaitLeaderOtherThan(former);
        former.startAgent();
        return former;
    }

    private static void awaitItsOwnData(Node former) {
        Await.until(
                "it to run on its own data",
                LIMIT,
                () -> Sql.query(former, "SELECT coalesce(to_regclass('never_sent')::text, 'not there')")
                        .contains("never_sent"));
    }

    private static void assertIsACopy(Node former) throws Exception {
        assertThat(Sql.query(former, "SELECT to_regclass('never_sent')::text")).containsOnlyNulls();
        assertThat(former.logText()).contains("the data directory diverged from the leader, cloning");
    }

    private static void execute(Node node, String text) throws Exception {
        try (var connection = Sql.connect(node)) {
            Sql.execute(connection, text);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
