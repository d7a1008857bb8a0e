package io.regent.dcs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.DynamicConfig;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.History;
import io.regent.dcs.HistoryEntry;
import io.regent.dcs.MemberName;
import io.regent.dcs.Status;
import io.regent.dcs.SyncState;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The very bytes that other members of a mixed cluster expect. */
class WireTest {

    private static final MemberName PG_1 = new MemberName("pg-1");
    private static final MemberName PG_2 = new MemberName("pg-2");

    @Test
    void status_is_the_position_the_slots_and_the_slots_to_retain() {
        var status = new Status(
                new Lsn(67109184),
                new TreeMap<>(Map.of("pg_2", new Lsn(67109000), "pg_1", new Lsn(67109184))),
                List.of("pg_3", "pg_1"));

        assertThat(Wire.status(status))
                .isEqualTo("{\"optime\":67109184,\"slots\":{\"pg_1\":67109184,\"pg_2\":67109000},"
                        + "\"retain_slots\":[\"pg_1\",\"pg_3\"]}");
    }

    @Test
    void empty_parts_of_the_status_are_left_out() {
        assertThat(Wire.status(Status.NONE.at(new Lsn(67109184)))).isEqualTo("{\"optime\":67109184}");
    }

    @Test
    void the_legacy_position_is_a_bare_number() {
        assertThat(Wire.optime(Lsn.parse("0/4000148"))).isEqualTo("67109192");
    }

    @Test
    void a_row_of_the_history_is_as_long_as_what_is_known() {
        var history = new History(List.of(
                entry(1, Optional.empty(), Optional.empty()),
                entry(2, Optional.of("2026-10-04T12:30:00.123456+00:00"), Optional.empty()),
                entry(3, Optional.of("2026-10-05T12:30:00+00:00"), Optional.of("pg-2"))));

        assertThat(Wire.history(history))
                .isEqualTo("[[1,50331808,\"no recovery target specified\"],"
                        + "[2,50331808,\"no recovery target specified\",\"2026-10-04T12:30:00.123456+00:00\"],"
                        + "[3,50331808,\"no recovery target specified\",\"2026-10-05T12:30:00+00:00\",\"pg-2\"]]");
        assertThat(Wire.history(History.EMPTY)).isEqualTo("[]");
    }

    @Test
    void a_failover_names_what_is_asked_for_and_nothing_else() {
        assertThat(Wire.failover(new FailoverRequest(Optional.of(PG_1), Optional.of(PG_2), Optional.empty())))
                .isEqualTo("{\"leader\":\"pg-1\",\"member\":\"pg-2\"}");
        assertThat(Wire.failover(new FailoverRequest(Optional.empty(), Optional.of(PG_2), Optional.empty())))
                .isEqualTo("{\"member\":\"pg-2\"}");
    }

    @Test
    void a_scheduled_switchover_says_when_with_seconds_and_a_numeric_zone() {
        assertThat(Wire.failover(switchoverAt("2026-10-04T12:30:00Z")))
                .isEqualTo("{\"leader\":\"pg-1\",\"scheduled_at\":\"2026-10-04T12:30:00+00:00\"}");
        assertThat(Wire.failover(switchoverAt("2026-10-04T12:30:00.12+05:30")))
                .isEqualTo("{\"leader\":\"pg-1\",\"scheduled_at\":\"2026-10-04T12:30:00.120000+05:30\"}");
    }

    @Test
    void an_empty_request_clears_the_key() {
        assertThat(Wire.failover(new FailoverRequest(Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo("{}");
    }

    @Test
    @Spec("HA-019")
    void synchronous_standbys_are_sorted_and_joined_without_blanks() {
        var sync = new SyncState(PG_1, new TreeSet<>(List.of(new MemberName("pg-3"), PG_2)), 1);

        assertThat(Wire.sync(sync)).isEqualTo("{\"leader\":\"pg-1\",\"quorum\":1,\"sync_standby\":\"pg-2,pg-3\"}");
        assertThat(Wire.sync(new SyncState(PG_1, new TreeSet<>(), 0)))
                .isEqualTo("{\"leader\":\"pg-1\",\"quorum\":0,\"sync_standby\":null}");
        assertThat(sync.names(new MemberName("PG-3"))).isTrue();
        assertThat(sync.names(new MemberName("pg-4"))).isFalse();
    }

    @Test
    @Spec("API-092")
    void documents_are_stored_compactly_in_the_order_of_their_source() {
        var config = new LinkedHashMap<String, Object>();
        config.put("ttl", 30);
        config.put("loop_wait", 10);
        config.put("postgresql", Map.of("use_pg_rewind", true));

        assertThat(Wire.config(new DynamicConfig(config)))
                .isEqualTo("{\"ttl\":30,\"loop_wait\":10,\"postgresql\":{\"use_pg_rewind\":true}}");
    }

    @Test
    void a_member_keeps_the_order_of_its_tags_and_its_nulls() {
        var tags = new LinkedHashMap<String, @Nullable Object>();
        tags.put("zone", "b");
        tags.put("clonefrom", true);
        tags.put("note", null);
        var data = new LinkedHashMap<String, Object>();
        data.put("conn_url", "postgres://10.0.0.1:5432/postgres");
        data.put("tags", tags);

        assertThat(Wire.member(data))
                .isEqualTo("{\"conn_url\":\"postgres://10.0.0.1:5432/postgres\","
                        + "\"tags\":{\"zone\":\"b\",\"clonefrom\":true,\"note\":null}}");
    }

    @Test
    void what_is_not_ascii_is_escaped_with_small_digits() {
        assertThat(Wire.member(Map.of("state", "für\t\"\uD83D\uDC18\"")))
                .isEqualTo("{\"state\":\"f\\u00fcr\\t\\\"\\ud83d\\udc18\\\"\"}");
    }

    @Test
    void failsafe_maps_names_to_urls() {
        assertThat(Wire.failsafe(new TreeMap<>(Map.of("pg-1", "http://10.0.0.1:8008/patroni"))))
                .isEqualTo("{\"pg-1\":\"http://10.0.0.1:8008/patroni\"}");
    }

    private static HistoryEntry entry(int timeline, Optional<String> timestamp, Optional<String> leader) {
        return new HistoryEntry(
                new Timeline(timeline), new Lsn(50331808), "no recovery target specified", timestamp, leader);
    }

    private static FailoverRequest switchoverAt(String time) {
        return new FailoverRequest(Optional.of(PG_1), Optional.empty(), Optional.of(OffsetDateTime.parse(time)));
    }
}
