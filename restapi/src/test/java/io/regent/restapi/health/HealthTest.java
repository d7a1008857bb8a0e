package io.regent.restapi.health;

import static io.regent.restapi.TestNode.ME;
import static io.regent.restapi.TestNode.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberRole;
import io.regent.dcs.MemberState;
import io.regent.postgres.Stuck;
import io.regent.postgres.wal.Lsn;
import io.regent.restapi.ClusterSettings.SyncMode;
import io.regent.restapi.StatusSnapshot;
import io.regent.restapi.TestNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {

    private static final List<StatusSnapshot> NODES = List.of(
            TestNode.leader().snapshot(),
            TestNode.replica().snapshot(),
            TestNode.replica().synchronous(SyncMode.ON, ME).snapshot(),
            TestNode.replica().synchronous(SyncMode.QUORUM, ME).snapshot(),
            TestNode.replica()
                    .remembering(MemberRole.STANDBY_LEADER)
                    .inStandbyCluster()
                    .leading()
                    .snapshot(),
            TestNode.replica().withoutView().snapshot(),
            TestNode.replica().down(MemberState.STOPPED).snapshot());

    /** Leader, replica, synchronous standby, quorum standby, standby leader, replica without the DCS, stopped replica. */
    private static final String TABLE = """
            /                          200 503 503 503 503 503 503
            /primary                   200 503 503 503 503 503 503
            /master                    200 503 503 503 503 503 503
            /read-write                200 503 503 503 503 503 503
            /foo/primary               200 503 503 503 503 503 503
            /leader                    200 503 503 503 200 503 503
            /standby-leader            503 503 503 503 200 503 503
            /standby_leader            503 503 503 503 200 503 503
            /replica                   503 200 200 200 503 200 503
            /read-only                 200 200 200 200 200 200 503
            /health                    200 200 200 200 200 200 503
            /healthXX                  200 200 200 200 200 200 503
            /sync                      503 503 200 503 503 503 503
            /synchronous               503 503 200 503 503 503 503
            /read-only-sync            200 503 200 503 200 503 503
            /read-only-synchronous     200 503 200 503 200 503 503
            /async                     503 200 503 503 503 503 503
            /asynchronous              503 200 503 503 503 503 503
            /quorum                    503 503 503 200 503 503 503
            /read-only-quorum          200 503 503 200 200 503 503
            /sync/                     503 503 503 503 503 503 503
            /Primary                   503 503 503 503 503 503 503
            /foo                       503 503 503 503 503 503 503
            /liveness                  503 503 503 503 503 503 503
            /patroni                   503 503 503 503 503 503 503
            """;

    @Test
    @Spec({
        "API-004", "API-017", "API-019", "API-020", "API-021", "API-028", "API-029", "API-030", "API-031", "API-032",
        "API-033", "API-034", "API-036", "API-039", "HA-150"
    })
    void every_path_gives_its_code_on_every_kind_of_node() {
        String actual = TABLE.lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .map(path -> "%-27s".formatted(path)
                        + NODES.stream().map(node -> code(node, path, "")).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(actual).isEqualTo(TABLE);
    }

    @Test
    @Spec({"API-018", "LES-120"})
    void the_primary_check_ends_with_the_lease() {
        assertThat(code(TestNode.leader().leadingUntil(new Deadline(NOW + 1)).snapshot(), "/primary", ""))
                .isEqualTo("200");
        assertThat(code(TestNode.leader().leadingUntil(new Deadline(NOW)).snapshot(), "/primary", ""))
                .isEqualTo("503");
    }

    @Test
    @Spec("API-018")
    void a_leader_whose_server_says_nothing_stays_primary_until_the_lease_ends() {
        var leader = TestNode.leader().down(MemberState.CRASHED).snapshot();

        assertThat(code(leader, "/primary", "")).isEqualTo("200");
        assertThat(code(leader, "/health", "")).isEqualTo("503");
    }

    @Test
    @Spec("LES-120")
    void a_leader_in_recovery_is_no_primary_yet() {
        var promoting = TestNode.replica().leading().snapshot();

        assertThat(code(promoting, "/primary", "")).isEqualTo("503");
        assertThat(code(promoting, "/leader", "")).isEqualTo("200");
    }

    @Test
    @Spec("LES-088")
    void nobody_is_sent_to_a_standby_whose_data_are_not_the_clusters() {
        var apart =
                TestNode.replica().stuck(new Stuck("its data diverged", true)).snapshot();
        var standing =
                TestNode.replica().stuck(new Stuck("it does not stream", false)).snapshot();

        assertThat(List.of(code(apart, "/replica", ""), code(apart, "/read-only", ""), code(apart, "/async", "")))
                .containsOnly("503");
        assertThat(code(apart, "/health", "")).isEqualTo("200");
        assertThat(code(standing, "/replica", "")).isEqualTo("200");
    }

    @Test
    @Spec("API-035")
    void in_pause_without_a_view_the_role_decides() {
        var primary = TestNode.leader()
                .leadingUntil(new Deadline(NOW))
                .paused()
                .withoutView()
                .snapshot();
        var standbyLeader = TestNode.replica()
                .remembering(MemberRole.STANDBY_LEADER)
                .paused()
                .withoutView()
                .snapshot();

        assertThat(List.of(code(primary, "/", ""), code(primary, "/primary", ""), code(primary, "/leader", "")))
                .containsOnly("200");
        assertThat(code(primary, "/standby-leader", "")).isEqualTo("503");
        assertThat(List.of(code(standbyLeader, "/standby-leader", ""), code(standbyLeader, "/leader", "")))
                .containsOnly("200");
        assertThat(code(standbyLeader, "/primary", "")).isEqualTo("503");
    }

    @Test
    @Spec({"API-021", "API-028", "HA-189"})
    void noloadbalance_takes_a_replica_out_but_not_a_leader() {
        Map<String, Object> tags = Map.of("noloadbalance", true);
        var replica = TestNode.replica().tagged(tags).snapshot();

        assertThat(code(replica, "/replica", "")).isEqualTo("503");
        assertThat(code(replica, "/read-only", "")).isEqualTo("503");
        assertThat(code(TestNode.leader().tagged(tags).snapshot(), "/read-only", ""))
                .isEqualTo("200");
    }

    @ParameterizedTest
    @Spec("API-022")
    @CsvSource({
        "lag=0, 503",
        "lag=1048575, 503",
        "lag=1048576, 200",
        "lag=1023kB, 503",
        "lag=1024kB, 200",
        "lag=1%20MB, 200",
        "lag=0.9MB, 503",
        "lag=1mb, 200",
        "lag=junk, 200",
        "lag=-1, 503",
        "lag=0x100000, 200",
        "lag=0xFFFFF, 503",
        "lag=04000000, 200",
        "lag=, 200"
    })
    void a_replica_one_megabyte_behind_passes_within_its_limit(String query, String code) {
        var late = TestNode.replica()
                .replayed(TestNode.LEADER_AT, new Lsn(TestNode.LEADER_AT.position() - 1_048_576), true)
                .snapshot();

        assertThat(code(late, "/replica", query)).isEqualTo(code);
        assertThat(code(late, "/async", query)).isEqualTo(code);
        assertThat(code(late, "/read-only", query)).isEqualTo(code);
    }

    @Test
    @Spec("API-023")
    void the_lag_counts_from_the_further_one_of_record_and_sender() {
        var behindSender = TestNode.replica()
                .senderAt(new Lsn(TestNode.LEADER_AT.position() + 100))
                .snapshot();
        var unknown = TestNode.replica().neverSawTheDcs().snapshot();

        assertThat(code(behindSender, "/replica", "lag=99")).isEqualTo("503");
        assertThat(code(behindSender, "/replica", "lag=100")).isEqualTo("200");
        assertThat(code(unknown, "/replica", "lag=0")).isEqualTo("200");
    }

    @Test
    @Spec("API-024")
    void the_replication_state_may_be_demanded() {
        var streaming = TestNode.replica().snapshot();
        var archiving = TestNode.replica()
                .replayed(TestNode.LEADER_AT, TestNode.LEADER_AT, false)
                .snapshot();

        assertThat(code(streaming, "/replica", "replication_state=streaming")).isEqualTo("200");
        assertThat(code(archiving, "/replica", "replication_state=streaming")).isEqualTo("503");
        assertThat(code(archiving, "/replica", "replication_state=in%20archive%20recovery"))
                .isEqualTo("200");
    }

    @ParameterizedTest
    @Spec({"API-009", "API-025", "API-027", "HA-193"})
    @CsvSource({
        "tag_a=Abc, 200",
        "tag_a=abc, 503",
        "tag_n=5, 200",
        "tag_f=true, 200",
        "tag_f=True, 503",
        "tag_unknown=1, 503",
        "tag_a=Abc&tag_n=6, 503",
        "tag_a=bad&tag_a=Abc, 503",
        "tag_unknown=, 200",
        "tag_nofailover=false, 503"
    })
    void tags_are_compared_on_every_check_but_the_leaders(String query, String code) {
        Map<String, Object> tags = Map.of("a", "Abc", "n", 5, "f", true);
        var leader = TestNode.leader().tagged(tags).snapshot();

        assertThat(code(TestNode.replica().tagged(tags).snapshot(), "/replica", query))
                .isEqualTo(code);
        assertThat(code(leader, "/read-only", query)).isEqualTo(code);
        assertThat(code(leader, "/health", query)).isEqualTo(code);
    }

    @Test
    @Spec("API-026")
    void tags_do_not_matter_to_checks_of_the_leader() {
        var leader = TestNode.leader().snapshot();

        assertThat(List.of("/", "/primary", "/leader", "/read-write", "/master"))
                .allMatch(path -> code(leader, path, "tag_nosuch=1").equals("200"));
    }

    private static String code(StatusSnapshot status, String path, String query) {
        return new Health(status, Query.of(query), NOW).passes(HealthCheck.of(path)) ? "200" : "503";
    }
}
