package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.History;
import io.regent.dcs.HistoryEntry;
import io.regent.dcs.MemberName;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.TimelineHistory;
import io.regent.postgres.wal.TimelineHistory.Fork;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The {@code /history} that the leader publishes. */
class PublishedHistoryTest {

    private static final MemberName ME = new MemberName("node-1");
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-01-02T03:04:05Z");
    private static final TimelineHistory LOCAL = new TimelineHistory(
            new Timeline(4), List.of(fork(1, "0/1000000"), fork(2, "0/2000000"), fork(3, "0/3000000")));

    @Test
    void the_newest_entry_names_the_new_leader_and_the_time() {
        History history = PublishedHistory.of(LOCAL, History.EMPTY, ME, NOW, 0);

        assertThat(history.entries()).hasSize(3);
        assertThat(history.entries().getLast().newLeader()).contains("node-1");
        assertThat(history.entries().getLast().timestamp()).isPresent();
        assertThat(history.entries().getFirst().newLeader()).isEmpty();
    }

    @Spec("HA-020")
    @Test
    void what_was_known_of_an_entry_is_kept_if_it_is_the_same_end() {
        var known = new History(List.of(entry(1, "0/1000000"), entry(2, "0/2999999")));

        History history = PublishedHistory.of(LOCAL, known, ME, NOW, 0);

        assertThat(history.entries().get(0)).isEqualTo(entry(1, "0/1000000"));
        assertThat(history.entries().get(1).newLeader()).isEmpty();
    }

    @Test
    void only_the_newest_entries_are_kept_where_the_cluster_wants_it_so() {
        History history = PublishedHistory.of(LOCAL, History.EMPTY, ME, NOW, 2);

        assertThat(history.entries())
                .extracting(HistoryEntry::timeline)
                .containsExactly(new Timeline(2), new Timeline(3));
    }

    @Test
    void the_first_timeline_has_no_history() {
        var first = new TimelineHistory(Timeline.FIRST, List.of());

        assertThat(PublishedHistory.of(first, new History(List.of(entry(1, "0/1"))), ME, NOW, 0))
                .isEqualTo(History.EMPTY);
    }

    private static Fork fork(int timeline, String at) {
        return new Fork(new Timeline(timeline), Lsn.parse(at), "no recovery target specified");
    }

    private static HistoryEntry entry(int timeline, String at) {
        return new HistoryEntry(
                new Timeline(timeline),
                Lsn.parse(at),
                "no recovery target specified",
                Optional.of("2025-12-31T23:59:59+00:00"),
                Optional.of("node-9"));
    }
}
