package io.regent.dcs.wire;

import io.regent.dcs.History;
import io.regent.dcs.HistoryEntry;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code history}: rows of timeline, position, reason and, since later versions, time and new leader (HA-020). */
final class HistoryReader {

    private HistoryReader() {}

    static History read(String text) {
        return new History(Json.parseArray(text).orElse(List.of()).stream()
                .map(HistoryReader::entry)
                .flatMap(Optional::stream)
                .toList());
    }

    private static Optional<HistoryEntry> entry(@Nullable Object row) {
        if (!(row instanceof List<?> columns)) {
            return Optional.empty();
        }
        Optional<Timeline> timeline = Fields.whole(column(columns, 0))
                .filter(number -> number >= 1 && number <= Integer.MAX_VALUE)
                .map(number -> new Timeline(number.intValue()));
        Optional<Lsn> at = Fields.lsn(column(columns, 1));
        return timeline.isEmpty() || at.isEmpty()
                ? Optional.empty()
                : Optional.of(new HistoryEntry(
                        timeline.get(),
                        at.get(),
                        column(columns, 2) instanceof String reason ? reason : "",
                        Fields.text(column(columns, 3)),
                        Fields.text(column(columns, 4))));
    }

    private static @Nullable Object column(List<?> columns, int index) {
        return index < columns.size() ? columns.get(index) : null;
    }
}
