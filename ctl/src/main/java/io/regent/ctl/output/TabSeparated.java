package io.regent.ctl.output;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A sheet as tab-separated text with a header; newlines within cells are left as they are (CTL-036). */
public final class TabSeparated {

    private TabSeparated() {}

    /** The sheet, each line ended. */
    public static String of(Sheet sheet) {
        List<String> header = sheet.columns().stream().map(Column::title).toList();
        return Stream.concat(
                        Stream.of(header),
                        sheet.rows().stream()
                                .map(row -> row.stream().map(Object::toString).toList()))
                .map(cells -> String.join("\t", cells) + "\n")
                .collect(Collectors.joining());
    }
}
