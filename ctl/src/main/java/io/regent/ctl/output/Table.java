package io.regent.ctl.output;

import io.regent.ctl.output.Column.Alignment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A sheet in a frame of ASCII characters (CTL-023). */
public final class Table {

    private final Sheet sheet;
    private final List<Integer> widths;

    private Table(Sheet sheet) {
        this.sheet = sheet;
        this.widths =
                IntStream.range(0, sheet.columns().size()).mapToObj(this::width).toList();
    }

    /** The sheet, each line ended. */
    public static String of(Sheet sheet) {
        return new Table(sheet).render("");
    }

    /** The sheet with a title in its first line, which is cut when the sheet is narrower (CTL-023). */
    public static String of(Sheet sheet, String title) {
        return new Table(sheet).render(title);
    }

    private String render(String title) {
        String rule = rule();
        boolean ruled = sheet.rows().stream()
                .flatMap(List::stream)
                .anyMatch(cell -> lines(cell).size() > 1);
        var text = new StringBuilder();
        text.append(titled(rule, title)).append('\n');
        text.append(line(sheet.columns().stream().map(Column::heading).toList()));
        text.append(rule).append('\n');
        for (List<Object> row : sheet.rows()) {
            text.append(lines(row));
            text.append(ruled ? rule + '\n' : "");
        }
        return text.append(ruled ? "" : rule + '\n').toString();
    }

    private static String titled(String rule, String title) {
        int room = rule.length() - 2;
        String shown = title.substring(0, title.offsetByCodePoints(0, Math.min(room, length(title))));
        return rule.charAt(0) + shown + rule.substring(1 + length(shown));
    }

    private String rule() {
        return widths.stream().map(width -> "-".repeat(width + 2)).collect(Collectors.joining("+", "+", "+"));
    }

    private String lines(List<Object> row) {
        List<List<String>> cells = row.stream().map(Table::lines).toList();
        int height = cells.stream().mapToInt(List::size).max().orElse(1);
        var text = new StringBuilder();
        for (int i = 0; i < height; i++) {
            int line = i;
            text.append(line(cells.stream()
                    .map(cell -> line < cell.size() ? cell.get(line) : "")
                    .toList()));
        }
        return text.toString();
    }

    private String line(List<String> cells) {
        var padded = new ArrayList<String>();
        for (int i = 0; i < cells.size(); i++) {
            String blanks = " ".repeat(widths.get(i) - length(cells.get(i)));
            padded.add(
                    sheet.columns().get(i).alignment() == Alignment.RIGHT
                            ? blanks + cells.get(i)
                            : cells.get(i) + blanks);
        }
        return padded.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private int width(int column) {
        int heading = length(sheet.columns().get(column).heading());
        return sheet.rows().stream()
                .flatMap(row -> lines(row.get(column)).stream())
                .mapToInt(Table::length)
                .reduce(heading, Math::max);
    }

    private static List<String> lines(Object cell) {
        return List.of(cell.toString().split("\n", -1));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
