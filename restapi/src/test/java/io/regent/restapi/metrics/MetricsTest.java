package io.regent.restapi.metrics;

import static io.regent.restapi.TestNode.LEADER_AT;
import static io.regent.restapi.TestNode.ME;
import static io.regent.restapi.TestNode.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.MemberState;
import io.regent.postgres.PendingRestart;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.WorkProgress;
import io.regent.postgres.wal.Lsn;
import io.regent.restapi.ClusterSettings.SyncMode;
import io.regent.restapi.DecisionTrail;
import io.regent.restapi.Safeguards;
import io.regent.restapi.TestNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    @Spec({"API-066", "API-067", "API-068", "API-069", "API-070", "API-072", "API-074", "API-075", "API-076"})
    void the_text_of_a_leader_is_the_reviewed_one() throws IOException {
        try (InputStream golden = Objects.requireNonNull(MetricsTest.class.getResourceAsStream("leader.prom"))) {
            assertThat(Metrics.of(TestNode.leader().snapshot(), DecisionTrail.EMPTY, 0, NOW))
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    @Spec({"API-069", "API-070", "API-071"})
    void a_standby_shows_what_it_received_and_replayed() {
        assertThat(lines(TestNode.replica().synchronous(SyncMode.ON, ME)))
                .contains(
                        "patroni_primary 0",
                        "patroni_replica 1",
                        "patroni_sync_standby 1",
                        "patroni_quorum_standby 0",
                        "patroni_xlog_location 0",
                        "patroni_xlog_received_location 83886080",
                        "patroni_xlog_replayed_location 83886080",
                        "patroni_postgres_streaming 1",
                        "patroni_postgres_in_archive_recovery 0",
                        "regent_leader 0",
                        "regent_lease_remaining_seconds 0");
        assertThat(lines(TestNode.replica().replayed(LEADER_AT, LEADER_AT, false)))
                .contains("patroni_postgres_streaming 0", "patroni_postgres_in_archive_recovery 1");
    }

    @Test
    void what_a_slot_keeps_is_told_in_bytes() {
        var behind = ReplicationSlot.physical("pg_2", Optional.of(new Lsn(LEADER_AT.position() - 1_048_576)));
        var ahead = ReplicationSlot.physical("pg_3", Optional.of(LEADER_AT));
        var empty = ReplicationSlot.physical("new", Optional.empty());

        assertThat(Metrics.of(TestNode.leader().keeping(behind, ahead, empty).snapshot(), DecisionTrail.EMPTY, 0, NOW)
                        .lines())
                .contains(
                        "regent_slot_retained_bytes{scope=\"demo\",name=\"pg-1\",slot=\"pg_2\"} 1048576",
                        "regent_slot_retained_bytes{scope=\"demo\",name=\"pg-1\",slot=\"pg_3\"} 0")
                .noneMatch(line -> line.contains("slot=\"new\""));
    }

    @Test
    @Spec("LES-065")
    void long_work_is_told_with_its_amount_and_its_rate() {
        var copying = new WorkProgress(
                WorkProgress.Work.CLONE,
                Optional.of("pg-2"),
                "copying",
                Optional.of(new WorkProgress.Amount(10, OptionalLong.of(40), 5)));
        var node = TestNode.replica().down(MemberState.CREATING_REPLICA).isAt(copying);

        assertThat(Metrics.of(node.snapshot(), DecisionTrail.EMPTY, 0, NOW).lines())
                .contains("regent_work_info{scope=\"demo\",name=\"pg-1\",work=\"clone\"} 1");
        assertThat(lines(node))
                .contains("regent_work_bytes 10", "regent_work_total_bytes 40", "regent_work_bytes_per_second 5");
    }

    @Test
    @Spec({"API-068", "API-071", "API-072", "API-077"})
    void with_the_server_down_every_other_family_is_there() {
        String[] down = lines(TestNode.replica().down(MemberState.STOPPED));

        assertThat(down)
                .contains(
                        "patroni_postgres_running 0",
                        "patroni_postmaster_start_time 0",
                        "patroni_xlog_replayed_location 0",
                        "patroni_postgres_server_version 0",
                        "patroni_postgres_timeline 0",
                        "patroni_postgres_state 12");
        assertThat(down).noneMatch(line -> line.contains("streaming") || line.contains("archive_recovery"));
        assertThat(down).hasSize(lines(TestNode.replica()).length - 2);
    }

    @Test
    @Spec({"API-073", "API-076"})
    void conditions_are_zero_or_one() {
        var troubled = TestNode.replica()
                .unresponsive()
                .paused()
                .withoutView()
                .pending(new PendingRestart("max_connections", "100", "200"))
                .guardedBy(new Safeguards(false, TestNode.FAILSAFE, Map.of("pg-1", "http://pg-1:8008/patroni")))
                .tagged(Map.of("nofailover", true));

        assertThat(lines(troubled))
                .contains(
                        "patroni_cluster_unlocked 1",
                        "patroni_failsafe_mode_is_active 1",
                        "patroni_pending_restart 1",
                        "patroni_is_paused 1",
                        "patroni_failsafe_member 1",
                        "patroni_failover_priority 0",
                        "patroni_postgres_state -1");
    }

    private static String[] lines(TestNode node) {
        return Metrics.of(node.snapshot(), DecisionTrail.EMPTY, 0, NOW)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replace("{scope=\"demo\",name=\"pg-1\"}", ""))
                .toArray(String[]::new);
    }
}
