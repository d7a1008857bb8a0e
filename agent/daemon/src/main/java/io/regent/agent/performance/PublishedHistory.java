package io.regent.agent.performance;

import io.regent.dcs.History;
import io.regent.dcs.HistoryEntry;
import io.regent.dcs.MemberName;
import io.regent.dcs.wire.Wire;
import io.regent.postgres.wal.TimelineHistory;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The {@code /history} that the leader publishes: its own history, with what was already known of each entry (HA-020). */
final class PublishedHistory {

    private PublishedHistory() {}

    /**
     * @param limit how many of the newest entries are kept; zero for all
     */
    static History of(TimelineHistory local, History known, MemberName me, OffsetDateTime now, int limit) {
        List<HistoryEntry> entries = local.forks().stream()
                .map(fork -> known(known, fork).orElseGet(() -> entry(local, fork, me, now)))
                .toList();
        int surplus = limit > 0 ? Math.max(0, entries.size() - limit) : 0;
        return new History(entries.subList(surplus, entries.size()));
    }

    private static Optional<HistoryEntry> known(History known, TimelineHistory.Fork fork) {
        return known.entries().stream()
                .filter(entry ->
                        entry.timeline().equals(fork.timeline()) && entry.at().equals(fork.at()))
                .findFirst();
    }

    private static HistoryEntry entry(
            TimelineHistory local, TimelineHistory.Fork fork, MemberName me, OffsetDateTime now) {
        boolean newest = fork.equals(local.forks().getLast());
        return new HistoryEntry(
                fork.timeline(),
                fork.at(),
                fork.reason(),
                newest ? Optional.of(Wire.timestamp(now)) : Optional.empty(),
                newest ? Optional.of(me.value()) : Optional.empty());
    }
}
