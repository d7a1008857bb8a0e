package io.regent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which rows of the acceptance lists carry a test.
 *
 * @param rows every row id of the lists
 * @param tested row ids named by {@code @Spec} in the sources, with the file that names them first
 * @param elsewhere rows that are deliberately not covered here, with the reason
 */
record SpecCoverage(Set<String> rows, SortedMap<String, String> tested, SortedMap<String, String> elsewhere) {

    private static final Pattern ROW = Pattern.compile("^\\|\\s*([A-Z]+-\\d+)\\s*\\|", Pattern.MULTILINE);
    private static final Pattern ANNOTATION = Pattern.compile("@Spec\\(([^)]*)\\)");
    private static final Pattern ID = Pattern.compile("\"([^\"]*)\"");
    private static final int LINE_WIDTH = 110;

    static SpecCoverage of(Path lists, List<Path> sources, Path notCoveredHere) {
        var rows = new TreeSet<String>();
        for (var list : filesIn(lists)) {
            ROW.matcher(SourceTree.text(list)).results().forEach(row -> rows.add(row.group(1)));
        }
        var tested = new TreeMap<String, String>();
        for (var source : sources) {
            ANNOTATION
                    .matcher(SourceTree.text(source))
                    .results()
                    .forEach(annotation -> ID.matcher(annotation.group(1))
                            .results()
                            .forEach(id -> tested.putIfAbsent(id.group(1), SourceTree.name(source))));
        }
        var elsewhere = new TreeMap<String, String>();
        if (Files.exists(notCoveredHere)) {
            SourceTree.text(notCoveredHere)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+", 2))
                    .forEach(line -> elsewhere.put(line[0], line.length > 1 ? line[1] : ""));
        }
        return new SpecCoverage(rows, tested, elsewhere);
    }

    /** Ids that tests name and no list knows, each with the file: typing errors. */
    Map<String, String> unknown() {
        var unknown = new TreeMap<>(tested);
        unknown.keySet().removeAll(rows);
        return unknown;
    }

    Set<String> covered() {
        var covered = new TreeSet<>(rows);
        covered.retainAll(tested.keySet());
        return covered;
    }

    /** Neither tested nor excused. */
    Set<String> uncovered() {
        var uncovered = new TreeSet<>(rows);
        uncovered.removeAll(tested.keySet());
        uncovered.removeAll(elsewhere.keySet());
        return uncovered;
    }

    /** The summary that {@code ./test} prints: how many, and which are missing, list by list. */
    String report() {
        var text = new StringBuilder("Spec rows: %d, with tests: %d, not meant to be covered here: %d, without: %d%n"
                .formatted(
                        rows.size(),
                        covered().size(),
                        elsewhere.size(),
                        uncovered().size()));
        uncovered().stream()
                .collect(Collectors.groupingBy(SpecCoverage::list, LinkedHashMap::new, Collectors.toList()))
                .forEach((list, ids) -> text.append(wrapped("  %s without: %s".formatted(list, ranges(ids)))));
        return text.toString();
    }

    /** Numbers of one list, neighbours drawn together: {@code 001-004 007}. */
    static String ranges(List<String> ids) {
        var numbers = ids.stream()
                .map(id -> id.substring(id.indexOf('-') + 1))
                .sorted()
                .toList();
        var text = new StringBuilder();
        for (int first = 0; first < numbers.size(); ) {
            int last = first;
            while (last + 1 < numbers.size() && number(numbers, last + 1) == number(numbers, last) + 1) {
                last++;
            }
            text.append(text.isEmpty() ? "" : " ").append(numbers.get(first));
            if (last > first) {
                text.append('-').append(numbers.get(last));
            }
            first = last + 1;
        }
        return text.toString();
    }

    private static int number(List<String> numbers, int index) {
        return Integer.parseInt(numbers.get(index));
    }

    private static String list(String id) {
        return id.substring(0, id.indexOf('-'));
    }

    private static String wrapped(String text) {
        var lines = new StringBuilder();
        int width = 0;
        for (var word : text.split(" ", -1)) {
            if (width + word.length() > LINE_WIDTH) {
                lines.append("\n     ");
                width = 5;
            }
            lines.append(width == 0 ? "" : " ").append(word);
            width += word.length() + 1;
        }
        return lines.append('\n').toString();
    }

    private static List<Path> filesIn(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
