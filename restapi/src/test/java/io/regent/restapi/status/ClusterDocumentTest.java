package io.regent.restapi.status;

import static io.regent.restapi.TestNode.ME;
import static io.regent.restapi.TestNode.OTHER;
import static io.regent.restapi.TestNode.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Cluster;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.History;
import io.regent.dcs.HistoryEntry;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.SyncState;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.restapi.TestNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ClusterDocumentTest {

    @Test
    @Spec({"API-078", "API-079", "API-081", "API-083"})
    void members_are_shown_with_their_lag() {
        var leader = member("pg-1", Map.of("timeline", 5));
        var standby = new Member(
                OTHER,
                Map.of(
                        "conn_url", "postgres://[fe80::2]:5433/postgres",
                        "api_url", "http://pg-2:8008/patroni",
                        "state", "running",
                        "replication_state", "streaming",
                        "receive_lsn", 0x5000000L,
                        "replay_lsn", 0x4000000L));
        var old = new Member(new MemberName("pg-3"), Map.of("state", "stopped", "xlog_location", 0x6000000L));

        assertThat(ClusterDocument.of(cluster(Map.of(), Optional.of(ME), old, standby, leader), "demo"))
                .hasToString("""
                        {members=[{name=pg-1, role=leader, state=running, api_url=http://pg-1:8008/patroni, \
                        host=10.0.0.1, port=5432, timeline=5}, \
                        {name=pg-2, role=replica, state=streaming, api_url=http://pg-2:8008/patroni, \
                        host=fe80::2, port=5433, receive_lsn=0/5000000, receive_lag=0, replay_lsn=0/4000000, \
                        replay_lag=16777216, lsn=unknown, lag=unknown}, \
                        {name=pg-3, role=replica, state=stopped, api_url=null, receive_lsn=unknown, \
                        receive_lag=unknown, replay_lsn=unknown, replay_lag=unknown, lsn=0/6000000, lag=0}], \
                        scope=demo}""");
    }

    @Test
    @Spec({"API-080", "HA-150"})
    void roles_follow_the_lease_the_mode_and_the_sync_key() {
        var sync = Optional.of(new SyncState(ME, new TreeSet<>(List.of(OTHER)), 0));

        assertThat(roles(Map.of(), sync)).isEqualTo(List.of("leader", "replica"));
        assertThat(roles(Map.of("synchronous_mode", true), sync)).isEqualTo(List.of("leader", "sync_standby"));
        assertThat(roles(Map.of("synchronous_mode", "on"), sync)).isEqualTo(List.of("leader", "sync_standby"));
        assertThat(roles(Map.of("synchronous_mode", "quorum"), sync)).isEqualTo(List.of("leader", "quorum_standby"));
        assertThat(roles(Map.of("standby_cluster", Map.of("host", "x")), sync))
                .isEqualTo(List.of("standby_leader", "replica"));
    }

    @Test
    @Spec({"API-078", "API-093"})
    void pause_is_shown_while_it_lasts() {
        assertThat(ClusterDocument.of(cluster(Map.of("pause", true), Optional.of(ME)), "demo"))
                .containsEntry("pause", true);
        assertThat(ClusterDocument.of(cluster(Map.of("pause", false), Optional.of(ME)), "demo"))
                .doesNotContainKey("pause");
    }

    @Test
    @Spec("API-084")
    void only_a_request_with_a_time_is_a_scheduled_switchover() {
        var at = OffsetDateTime.parse("2026-09-24T10:36:00+02:00");
        var scheduled = new FailoverRequest(Optional.of(ME), Optional.of(OTHER), Optional.of(at));
        var unscheduled = new FailoverRequest(Optional.of(ME), Optional.of(OTHER), Optional.empty());

        assertThat(ClusterDocument.of(withRequest(scheduled), "demo"))
                .extractingByKey("scheduled_switchover")
                .hasToString("{at=2026-09-24T10:36:00+02:00, from=pg-1, to=pg-2}");
        assertThat(ClusterDocument.of(withRequest(unscheduled), "demo")).doesNotContainKey("scheduled_switchover");
    }

    @Test
    @Spec("API-085")
    void history_entries_are_lists_as_long_as_what_they_know() {
        var history = new History(List.of(
                new HistoryEntry(new Timeline(1), new Lsn(25_623_960), "first", Optional.empty(), Optional.empty()),
                new HistoryEntry(
                        new Timeline(2),
                        new Lsn(7),
                        "second",
                        Optional.of("2026-09-23T16:57:57+02:00"),
                        Optional.of("b"))));
        var cluster = TestNode.cluster(ME, List.of());
        var withHistory = new Cluster(
                cluster.initialization(),
                cluster.config(),
                cluster.leader(),
                cluster.members(),
                cluster.status(),
                cluster.failover(),
                cluster.sync(),
                history,
                cluster.failsafe(),
                cluster.revision());

        assertThat(ClusterDocument.history(withHistory))
                .hasToString("[[1, 25623960, first], [2, 7, second, 2026-09-23T16:57:57+02:00, b]]");
        assertThat(ClusterDocument.history(cluster)).isEmpty();
    }

    private static Cluster cluster(Map<String, Object> config, Optional<MemberName> leader, Member... members) {
        return TestNode.cluster(config, leader, Optional.empty(), Optional.empty(), members);
    }

    private static Cluster withRequest(FailoverRequest request) {
        return TestNode.cluster(Map.of(), Optional.of(ME), Optional.of(request), Optional.empty());
    }

    private static List<Object> roles(Map<String, Object> config, Optional<SyncState> sync) {
        var cluster = TestNode.cluster(
                config, Optional.of(ME), Optional.empty(), sync, member("pg-1", Map.of()), member("pg-2", Map.of()));
        return ((List<?>) Objects.requireNonNull(
                        ClusterDocument.of(cluster, "demo").get("members")))
                .stream()
                        .<Object>map(member -> Objects.requireNonNull(((Map<?, ?>) member).get("role")))
                        .toList();
    }
}
