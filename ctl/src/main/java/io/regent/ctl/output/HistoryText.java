package io.regent.ctl.output;

import io.regent.dcs.History;
import io.regent.dcs.HistoryEntry;
import java.util.List;

/** The timelines that a cluster has left behind, in any format (CTL-052). */
public final class HistoryText {

    private static final List<Column> COLUMNS = List.of(
            Column.right("TL"),
            Column.right("LSN"),
            Column.left("Reason"),
            Column.left("Timestamp"),
            Column.left("New Leader"));

    private HistoryText() {}

    /** The history, each line ended. */
    public static String of(History history, Format format) {
        var sheet = new Sheet(
                COLUMNS, history.entries().stream().map(HistoryText::row).toList());
        return switch (format) {
            case PRETTY -> Table.of(sheet);
            case TSV -> TabSeparated.of(sheet);
            case JSON -> JsonText.of(sheet.withEmptyCells()) + "\n";
            case YAML -> YamlText.block(sheet.withEmptyCells()) + "\n";
        };
    }

    private static List<Object> row(HistoryEntry entry) {
        return List.of(
                entry.timeline().number(),
                entry.at().position(),
                entry.reason(),
                entry.timestamp().orElse(""),
                entry.newLeader().orElse(""));
    }
}
