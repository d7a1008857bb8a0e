package io.regent.dcs;

import io.regent.postgres.wal.Timeline;
import java.util.List;
import java.util.Optional;

/**
 * The timelines that the cluster has left behind, oldest first (HA-020).
 *
 * @param entries empty on timeline 1
 */
public record History(List<HistoryEntry> entries) {

    public static final History EMPTY = new History(List.of());

    public History {
        entries = List.copyOf(entries);
    }

    /** The timeline that the newest entry led to; empty when nothing is recorded. */
    public Optional<Timeline> current() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new Timeline(entries.getLast().timeline().number() + 1));
    }
}
