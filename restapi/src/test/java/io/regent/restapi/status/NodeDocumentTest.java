package io.regent.restapi.status;

import static io.regent.restapi.TestNode.LEADER_AT;
import static io.regent.restapi.TestNode.ME;
import static io.regent.restapi.TestNode.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.MemberRole;
import io.regent.dcs.MemberState;
import io.regent.postgres.PendingRestart;
import io.regent.postgres.Role;
import io.regent.postgres.Stuck;
import io.regent.postgres.WalSender;
import io.regent.postgres.WorkProgress;
import io.regent.restapi.ClusterSettings.SyncMode;
import io.regent.restapi.PostgresVersion;
import io.regent.restapi.RestartConditions;
import io.regent.restapi.Safeguards;
import io.regent.restapi.ScheduledRestart;
import io.regent.restapi.TestNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeDocumentTest {

    @Test
    @Spec({"API-049", "API-050", "API-054", "API-057", "API-058", "API-059", "API-061"})
    void a_leader_shows_its_server_and_its_standbys() {
        var sender = new WalSender(
                "replicator",
                "pg-2",
                Optional.of("10.0.0.2"),
                "streaming",
                "async",
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var leader = TestNode.leader()
                .with(TestNode.facts(Role.PRIMARY, Optional.empty(), sender))
                .tagged(Map.of("clonefrom", true));

        assertThat(document(leader)).hasToString("""
                {state=running, postmaster_start_time=2026-08-18 11:03:37.966359+00:00, role=primary, \
                server_version=150004, xlog={location=83886080}, timeline=3, \
                replication=[{usename=replicator, application_name=pg-2, client_addr=10.0.0.2, state=streaming, \
                sync_state=async, sync_priority=0}], dcs_last_seen=1692356718, tags={clonefrom=true}, \
                database_system_identifier=7268616322854375442, \
                patroni={version=0.1.0, scope=demo, name=pg-1}}""");
    }

    @Test
    @Spec({"API-051", "API-053", "HA-155"})
    void a_standby_shows_how_far_it_has_come() {
        assertThat(document(TestNode.replica())).hasToString("""
                {state=running, postmaster_start_time=2026-08-18 11:03:37.966359+00:00, role=replica, \
                server_version=150004, xlog={received_location=83886080, replayed_location=83886080, \
                replayed_timestamp=null, paused=false}, timeline=3, replication_state=streaming, \
                dcs_last_seen=1692356718, database_system_identifier=7268616322854375442, \
                patroni={version=0.1.0, scope=demo, name=pg-1}}""");
        assertThat(document(TestNode.replica().replayed(LEADER_AT, LEADER_AT, false)))
                .containsEntry("replication_state", "in archive recovery");
    }

    @Test
    @Spec({"API-047", "API-048", "API-064"})
    void without_an_answer_of_the_server_memory_must_do() {
        var stopped = TestNode.leader().down(MemberState.STOPPED).remembering(MemberRole.DEMOTED);

        assertThat(document(stopped))
                .containsEntry("state", "stopped")
                .containsEntry("role", "demoted")
                .doesNotContainKeys("postmaster_start_time", "server_version", "xlog", "timeline", "replication");
        assertThat(document(TestNode.leader().unresponsive()))
                .containsEntry("state", "unknown")
                .containsEntry("role", "primary");
    }

    @Test
    @Spec("API-048")
    void the_leader_of_a_standby_cluster_is_a_standby_leader() {
        assertThat(document(TestNode.replica().remembering(MemberRole.STANDBY_LEADER)))
                .containsEntry("role", "standby_leader");
    }

    @Test
    @Spec({"API-055", "HA-150"})
    void only_a_listed_standby_says_that_it_is_synchronous() {
        assertThat(document(TestNode.replica().synchronous(SyncMode.ON, ME)))
                .containsEntry("sync_standby", true)
                .doesNotContainKey("quorum_standby");
        assertThat(document(TestNode.replica().synchronous(SyncMode.QUORUM, ME)))
                .containsEntry("quorum_standby", true)
                .doesNotContainKey("sync_standby");
        assertThat(document(TestNode.replica().synchronous(SyncMode.OFF, ME)))
                .doesNotContainKeys("sync_standby", "quorum_standby");
    }

    @Test
    @Spec({"API-056", "API-063"})
    void flags_are_shown_only_when_they_are_set() {
        var troubled =
                TestNode.replica().paused().withoutView().guardedBy(new Safeguards(true, TestNode.FAILSAFE, Map.of()));

        assertThat(document(troubled))
                .containsEntry("pause", true)
                .containsEntry("cluster_unlocked", true)
                .containsEntry("failsafe_mode_is_active", true)
                .containsEntry("watchdog_failed", true);
        assertThat(document(TestNode.replica()))
                .doesNotContainKeys("pause", "cluster_unlocked", "failsafe_mode_is_active", "watchdog_failed");
    }

    @Test
    @Spec("API-060")
    void a_pending_restart_is_explained() {
        assertThat(document(TestNode.leader().pending(new PendingRestart("max_connections", "100", "200"))))
                .containsEntry("pending_restart", true)
                .extractingByKey("pending_restart_reason")
                .hasToString("{max_connections={old_value=100, new_value=200}}");
        assertThat(document(TestNode.leader())).doesNotContainKeys("pending_restart", "pending_restart_reason");
    }

    @Test
    @Spec({"LES-065", "LES-074"})
    void what_keeps_a_standby_is_told() {
        var point = new WorkProgress(WorkProgress.Work.CLONE, Optional.of("pg-2"), "copying", Optional.empty());

        assertThat(document(TestNode.replica().stuck(new Stuck("its data diverged", true))))
                .containsEntry("stuck", "its data diverged");
        assertThat(document(
                        TestNode.replica().down(MemberState.CREATING_REPLICA).isAt(point)))
                .containsEntry("progress", point.fields());
        assertThat(document(TestNode.replica())).doesNotContainKeys("stuck", "progress");
    }

    @Test
    @Spec("API-062")
    void a_scheduled_restart_is_shown_as_accepted() {
        var restart = new ScheduledRestart(
                OffsetDateTime.parse("2026-11-21T12:00:00+01:00"),
                new RestartConditions(
                        Optional.of(MemberRole.REPLICA),
                        PostgresVersion.of("15.4"),
                        true,
                        Optional.of(Duration.ofSeconds(60))));

        assertThat(document(TestNode.replica().scheduled(restart)))
                .extractingByKey("scheduled_restart")
                .hasToString("{schedule=2026-11-21T12:00:00+01:00, role=replica, postgres_version=15.4, timeout=60,"
                        + " restart_pending=true}");
    }

    private static Map<String, @Nullable Object> document(TestNode node) {
        return NodeDocument.of(node.snapshot(), NOW);
    }
}
