package io.regent.dcs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Cluster;
import io.regent.dcs.ClusterKey;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.History;
import io.regent.dcs.HistoryEntry;
import io.regent.dcs.Initialization;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.MemberRole;
import io.regent.dcs.Status;
import io.regent.dcs.SyncState;
import io.regent.dcs.Versioned;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterReaderTest {

    private static final MemberName PG_1 = new MemberName("pg-1");
    private static final MemberName PG_2 = new MemberName("pg-2");
    private static final long REVISION = 7;

    @Test
    void an_empty_prefix_is_an_empty_cluster() {
        assertThat(ClusterReader.read(Map.of(), 0)).isEqualTo(Cluster.EMPTY);
    }

    @Test
    void the_revision_is_that_of_the_reading() {
        assertThat(ClusterReader.read(Map.of(), 42).revision()).isEqualTo(42);
    }

    @Test
    @Spec("HA-004")
    void initialize_is_absent_in_progress_an_identity_or_garbage() {
        assertThat(ClusterReader.read(Map.of(), 0).initialization()).isEqualTo(new Initialization.Absent());
        assertThat(initialization("")).isEqualTo(new Initialization.InProgress());
        assertThat(initialization("7412345678901234567"))
                .isEqualTo(new Initialization.Done(new SystemIdentifier("7412345678901234567")));
        assertThat(initialization("123456789")).isEqualTo(new Initialization.Garbage("123456789"));
        assertThat(initialization("74123456789012345x7")).isInstanceOf(Initialization.Garbage.class);
    }

    @Test
    void the_leader_is_a_bare_name() {
        assertThat(reading(ClusterKey.LEADER, "pg-1").leader()).contains(PG_1);
        assertThat(reading(ClusterKey.LEADER, "").leader()).isEmpty();
    }

    @Test
    void a_config_is_an_object_with_the_revision_of_its_key() {
        assertThat(reading(ClusterKey.CONFIG, " { \"ttl\" : 20, \"x\" : null } ")
                        .config())
                .map(Versioned::value)
                .map(DynamicConfig::document)
                .hasValueSatisfying(document -> assertThat(document)
                        .containsEntry("ttl", 20)
                        .containsEntry("x", null)
                        .containsOnlyKeys("ttl", "x"));
        assertThat(reading(ClusterKey.CONFIG, "{}").config())
                .map(Versioned::revision)
                .contains(REVISION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "5", "null", "\"ttl\"", "{\"ttl\":20", "{\"ttl\":20} x"})
    void a_config_that_is_no_object_is_no_config(String garbage) {
        assertThat(reading(ClusterKey.CONFIG, garbage).config()).isEmpty();
    }

    @Test
    void a_member_is_what_it_wrote() {
        Member member = member("{\"conn_url\":\"postgres://10.0.0.2:5432/postgres\","
                + "\"api_url\":\"http://10.0.0.2:8008/patroni\",\"state\":\"running\",\"role\":\"replica\","
                + "\"version\":\"4.1.0\",\"xlog_location\":67109184,\"timeline\":3,"
                + "\"tags\":{\"nofailover\":\"true\",\"zone\":\"b\"},\"written_by_a_later_version\":[1,null]}");

        assertThat(member.name()).isEqualTo(PG_2);
        assertThat(member.apiUrl()).contains("http://10.0.0.2:8008/patroni");
        assertThat(member.isRunning()).isTrue();
        assertThat(member.walPosition()).contains(new Lsn(67109184));
        assertThat(member.timeline()).contains(new Timeline(3));
        assertThat(member.tags().nofailover()).isTrue();
        assertThat(member.data()).containsKey("written_by_a_later_version");
    }

    @Test
    @Spec("IF-007")
    void fields_and_tags_keep_their_order_and_tags_may_be_strings() {
        String text = "{\"tags\":{\"zone\":\"b\",\"clonefrom\":\"true\",\"a\":1},\"role\":\"replica\"}";

        assertThat(Wire.member(member(text).data())).isEqualTo(text);
        assertThat(member(text).tags().clonefrom()).isTrue();
    }

    @Test
    void a_master_is_a_primary() {
        assertThat(member("{\"role\":\"master\"}").role()).contains(MemberRole.PRIMARY);
    }

    @Test
    @Spec("HA-014")
    void a_member_that_cannot_be_read_is_listed_without_data() {
        assertThat(member("garbage").data()).isEmpty();
        assertThat(member("[1]").data()).isEmpty();

        Member legacy = member("postgres://10.0.0.2:5432/postgres?application_name=http://10.0.0.2:8008/patroni");
        assertThat(legacy.connUrl()).contains("postgres://10.0.0.2:5432/postgres");
        assertThat(legacy.apiUrl()).contains("http://10.0.0.2:8008/patroni");
        assertThat(member("postgres://h/?application_name=%zz").apiUrl()).isEmpty();
    }

    @Test
    @Spec("HA-018")
    void the_status_may_be_an_object_a_number_or_the_legacy_key() {
        assertThat(status("{\"optime\":5,\"slots\":{\"a\":3},\"retain_slots\":[\"b\"]}"))
                .isEqualTo(new Status(new Lsn(5), new TreeMap<>(Map.of("a", new Lsn(3))), List.of("b")));
        assertThat(status("67109184")).isEqualTo(Status.NONE.at(new Lsn(67109184)));
        assertThat(reading(ClusterKey.LEGACY_OPTIME, "67109184").status()).isEqualTo(Status.NONE.at(new Lsn(67109184)));
        assertThat(status("{\"optime\":\"x\",\"slots\":{\"a\":\"y\",\"b\":4},\"retain_slots\":{}}"))
                .isEqualTo(new Status(Lsn.NONE, new TreeMap<>(Map.of("b", new Lsn(4))), List.of()));
        assertThat(status("garbage")).isEqualTo(Status.NONE);
    }

    @Test
    void a_status_hides_the_legacy_key() {
        var entries = Map.of(ClusterKey.STATUS, entry("{\"optime\":9}"), ClusterKey.LEGACY_OPTIME, entry("5"));

        assertThat(ClusterReader.read(entries, REVISION).status().optime()).isEqualTo(new Lsn(9));
    }

    @Test
    void a_promise_without_a_leader_is_none() {
        assertThat(reading(ClusterKey.SYNC, "{\"leader\":\"pg-1\",\"sync_standby\":\"pg-3,pg-2\"}")
                        .sync())
                .map(Versioned::value)
                .contains(new SyncState(PG_1, new TreeSet<>(List.of(PG_2, new MemberName("pg-3"))), 0));
        assertThat(reading(ClusterKey.SYNC, "{\"leader\":\"pg-1\",\"quorum\":2,\"sync_standby\":null}")
                        .sync())
                .map(Versioned::value)
                .contains(new SyncState(PG_1, new TreeSet<>(), 2));
        assertThat(reading(ClusterKey.SYNC, "{\"leader\":null,\"sync_standby\":\"pg-2\"}")
                        .sync())
                .isEmpty();
        assertThat(reading(ClusterKey.SYNC, "{}").sync()).isEmpty();
        assertThat(reading(ClusterKey.SYNC, "garbage").sync()).isEmpty();
    }

    @Test
    void a_request_may_be_an_object_or_the_legacy_text() {
        assertThat(failover("{\"leader\":\"pg-1\",\"member\":\"pg-2\"}"))
                .contains(new FailoverRequest(Optional.of(PG_1), Optional.of(PG_2), Optional.empty()));
        assertThat(failover("pg-1:pg-2"))
                .contains(new FailoverRequest(Optional.of(PG_1), Optional.of(PG_2), Optional.empty()));
        assertThat(failover(":pg-2"))
                .contains(new FailoverRequest(Optional.empty(), Optional.of(PG_2), Optional.empty()));
        assertThat(failover("pg-1:"))
                .contains(new FailoverRequest(Optional.of(PG_1), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "5", "garbage", ":", "{\"leader\":\"pg-1\"", "{\"leader\":null,\"member\":\"\"}"
            })
    void a_text_that_asks_for_nothing_is_no_request(String text) {
        assertThat(failover(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-10-04T12:30:00+00:00",
                "2026-10-04T12:30:00Z",
                "2026-10-04T12:30Z",
                "2026-10-04 14:30:00+0200",
                "2026-10-04 14:30:00.000000 +02"
            })
    void a_scheduled_time_may_be_written_in_several_ways(String time) {
        assertThat(failover("{\"leader\":\"pg-1\",\"scheduled_at\":\"" + time + "\"}"))
                .flatMap(FailoverRequest::scheduledAt)
                .hasValueSatisfying(
                        at -> assertThat(at).isAtSameInstantAs(OffsetDateTime.parse("2026-10-04T12:30:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2026-10-04T12:30:00\"", "\"soon\"", "5"})
    void a_request_with_an_unreadable_time_never_means_at_once(String time) {
        assertThat(failover("{\"leader\":\"pg-1\",\"scheduled_at\":" + time + "}"))
                .isEmpty();
    }

    @Test
    void rows_of_the_history_may_have_three_four_or_five_columns() {
        String text = "[[1,100,\"a\"],[2,200,\"b\",\"2026-10-04T12:30:00+00:00\"],"
                + "[3,300,\"c\",\"2026-10-05T12:30:00+00:00\",\"pg-2\"],[0,1,\"x\"],[\"y\"],7,[4,null]]";

        assertThat(reading(ClusterKey.HISTORY, text).history())
                .isEqualTo(new History(List.of(
                        new HistoryEntry(new Timeline(1), new Lsn(100), "a", Optional.empty(), Optional.empty()),
                        new HistoryEntry(
                                new Timeline(2),
                                new Lsn(200),
                                "b",
                                Optional.of("2026-10-04T12:30:00+00:00"),
                                Optional.empty()),
                        new HistoryEntry(
                                new Timeline(3),
                                new Lsn(300),
                                "c",
                                Optional.of("2026-10-05T12:30:00+00:00"),
                                Optional.of("pg-2")))));
        assertThat(reading(ClusterKey.HISTORY, "{}").history()).isEqualTo(History.EMPTY);
    }

    @Test
    @Spec("HA-022")
    void failsafe_maps_names_to_urls() {
        var urls =
                new TreeMap<>(Map.of("pg-1", "http://10.0.0.1:8008/patroni", "pg-2", "http://10.0.0.2:8008/patroni"));

        assertThat(reading(ClusterKey.FAILSAFE, Wire.failsafe(urls)).failsafe()).isEqualTo(urls);
        assertThat(reading(ClusterKey.FAILSAFE, "{\"pg-1\":5}").failsafe()).isEmpty();
        assertThat(reading(ClusterKey.FAILSAFE, "garbage").failsafe()).isEmpty();
    }

    @Test
    void keys_of_nobody_are_passed_over() {
        assertThat(reading(new ClusterKey("members/"), "{}").members()).isEmpty();
        assertThat(reading(new ClusterKey("of/another/product"), "{}"))
                .isEqualTo(ClusterReader.read(Map.of(), REVISION));
    }

    private static Initialization initialization(String text) {
        return reading(ClusterKey.INITIALIZE, text).initialization();
    }

    private static Member member(String text) {
        return reading(ClusterKey.member(PG_2), text).members().getFirst();
    }

    private static Status status(String text) {
        return reading(ClusterKey.STATUS, text).status();
    }

    private static Optional<FailoverRequest> failover(String text) {
        return reading(ClusterKey.FAILOVER, text).failover().map(Versioned::value);
    }

    private static Cluster reading(ClusterKey key, String text) {
        return ClusterReader.read(Map.of(key, entry(text)), REVISION);
    }

    private static Versioned<String> entry(String text) {
        return new Versioned<>(text, REVISION);
    }
}
