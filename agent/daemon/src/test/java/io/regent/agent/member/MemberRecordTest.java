package io.regent.agent.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.decision.Task;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresState;
import io.regent.postgres.WorkProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of this member in the store, field by field. */
class MemberRecordTest {

    private static final String API_URL = "http://10.0.0.11:8008/patroni";

    @TempDir
    Path data;

    private FakeNode node;

    @BeforeEach
    void build() {
        node = new FakeNode(data).initialized();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Spec({"HA-005", "HA-008"})
    @Test
    void a_primary_tells_what_applies_to_it_and_nothing_else() {
        node.postgres.is(Samples.primary(3));

        assertThat(record())
                .isEqualTo("{\"conn_url\":\"postgres://10.0.0.11:5432/postgres\","
                        + "\"api_url\":\"http://10.0.0.11:8008/patroni\",\"state\":\"running\",\"role\":\"primary\","
                        + "\"version\":\"4.1.0\",\"xlog_location\":83886080,\"timeline\":3}");
    }

    @Spec("HA-010")
    @Test
    void a_standby_tells_how_far_it_has_come_and_what_waits_for_a_restart() {
        node.postgres.is(Samples.standby(3));

        assertThat(record())
                .contains("\"role\":\"replica\"")
                .contains("\"xlog_location\":83886080,\"receive_lsn\":83886080,\"replay_lsn\":67108864,"
                        + "\"replication_state\":\"streaming\",\"timeline\":3,\"pending_restart\":true,"
                        + "\"pending_restart_reason\":{\"max_connections\":{")
                .contains("\"old_value\":\"100\"")
                .contains("\"new_value\":\"200\"");
    }

    @Spec("HA-009")
    @Test
    void positions_are_not_told_while_work_moves_them_unless_it_is_a_promotion() {
        node.postgres.is(Samples.standby(3));
        run(Task.FOLLOW);
        assertThat(record()).doesNotContain("xlog_location", "timeline");

        run(Task.PROMOTE);
        assertThat(record()).contains("xlog_location", "timeline").contains("\"role\":\"promoted\"");
    }

    @Test
    void a_node_without_data_tells_who_it_is() {
        node.postgres.is(new PostgresState.NoData());

        assertThat(record())
                .contains("\"state\":\"stopped\",\"role\":\"uninitialized\"")
                .doesNotContain("xlog");
    }

    @Spec("HA-160")
    @Test
    void an_owed_checkpoint_pause_and_tags_are_told() {
        LiveSettings settings = Samples.settings(Samples.yaml(data) + "tags: {nofailover: true, zone: b}\n");
        try (var tagged = new FakeNode(settings)) {
            tagged.postgres.is(Samples.primary(2));
            tagged.dcs.put(FakeNode.PREFIX + "config", "{\"pause\":true}");

            String record = Wire.member(MemberRecord.of(
                    tagged.view(),
                    settings,
                    PublishedTags.of(settings.file().tags()),
                    API_URL,
                    new MemberRecord.Besides(true, Optional.empty(), node.postgres.progress())));

            assertThat(record)
                    .endsWith("\"checkpoint_after_promote\":false,\"tags\":{\"nofailover\":true,\"zone\":\"b\"},"
                            + "\"pause\":true}");
        }
    }

    @Test
    @Spec("LES-065")
    void how_far_long_work_is_is_told() {
        node.postgres.is(new PostgresState.NoData());
        node.postgres.isAt(new WorkProgress(
                WorkProgress.Work.CLONE,
                Optional.of("pg-2"),
                "copying",
                Optional.of(new WorkProgress.Amount(10, OptionalLong.of(40), 5))));

        assertThat(record())
                .contains("\"progress\":{\"work\":\"clone\",\"source\":\"pg-2\",\"phase\":\"copying\","
                        + "\"bytes\":10,\"total_bytes\":40,\"bytes_per_second\":5}");
    }

    @Test
    void a_proxy_is_told() {
        LiveSettings settings = Samples.settings(Samples.yaml(data)
                .replace("  listen: '*:5432'", "  listen: '*:5432'\n  proxy_address: 10.0.0.11:6432"));
        try (var proxied = new FakeNode(settings)) {
            assertThat(MemberRecord.of(
                            proxied.view(),
                            settings,
                            PublishedTags.of(settings.file().tags()),
                            API_URL,
                            new MemberRecord.Besides(false, Optional.empty(), node.postgres.progress())))
                    .containsEntry("proxy_url", "postgres://10.0.0.11:6432/postgres");
        }
    }

    private void run(Task task) {
        node.slot.start(task, progress -> {
            try {
                new CountDownLatch(1).await();
                return new Outcome.Done();
            } catch (InterruptedException e) {
                return new Outcome.Cancelled();
            }
        });
    }

    private String record() {
        var record = MemberRecord.of(
                node.view(),
                node.settings,
                PublishedTags.of(node.settings.file().tags()),
                API_URL,
                new MemberRecord.Besides(false, Optional.empty(), node.postgres.progress()));
        assertThat(record.keySet()).containsAll(List.of("conn_url", "api_url", "state", "role", "version"));
        return Wire.member(record);
    }
}
