package io.regent.ctl.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rows under columns, before they are printed in one format or another.
 *
 * @param rows as many cells each as there are columns: text, numbers, maps; the empty text for an empty cell
 */
public record Sheet(List<Column> columns, List<List<Object>> rows) {

    public Sheet {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " cells under " + columns.size() + " columns");
            }
        }
    }

    /** The rows as maps by title, without the empty cells. */
    public List<Map<String, Object>> withoutEmptyCells() {
        return rows.stream()
                .map(row -> {
                    Map<String, Object> cells = byTitle(row);
                    cells.values().removeIf(""::equals);
                    return cells;
                })
                .toList();
    }

    /** The rows as maps by title. */
    public List<Map<String, Object>> withEmptyCells() {
        return rows.stream().map(this::byTitle).toList();
    }

    private Map<String, Object> byTitle(List<Object> row) {
        var cells = new LinkedHashMap<String, Object>();
        IntStream.range(0, row.size()).forEach(i -> cells.put(columns.get(i).title(), row.get(i)));
        return cells;
    }
}
