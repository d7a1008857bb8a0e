package io.regent.agent.decision;

import io.regent.agent.decision.Situations.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The printed table: chapter by chapter, every combination of what the chapter looks at. All is seen by pg-2. */
final class DecisionTable {

    /**
     * A printed situation.
     *
     * @param words what is the case, one word a column
     */
    record Row(String chapter, List<String> words, View view) {

        String print(Decision decision) {
            var line = new StringBuilder();
            words.forEach(word -> line.append("%-21s".formatted(word)));
            String action = decision.action() instanceof Action.Demote(Demotion kind)
                    ? "Demote " + kind
                    : decision.action().getClass().getSimpleName();
            return "%s-> %-24s %s %s"
                    .formatted(
                            line, action, decision.rule().id(), decision.rule().sentence());
        }
    }

    private final List<Row> rows = new ArrayList<>();

    static List<Row> rows() {
        var table = new DecisionTable();
        RowsOfServers.addTo(table);
        RowsOfWork.addTo(table);
        RowsOfRequests.addTo(table);
        RowsOfWatchdogs.addTo(table);
        RowsOfLeaders.addTo(table);
        RowsOfRaces.addTo(table);
        RowsOfStandbyClusters.addTo(table);
        RowsOfFailsafe.addTo(table);
        RowsOfIllness.addTo(table);
        RowsOfSynchronous.addTo(table);
        return table.rows;
    }

    /** Every combination of the words of the columns. */
    @SafeVarargs
    final void add(String chapter, Word given, Map<String, Word>... columns) {
        var combinations = new LinkedHashMap<List<String>, List<Word>>();
        combinations.put(List.of(), List.of(given));
        for (Map<String, Word> column : columns) {
            var longer = new LinkedHashMap<List<String>, List<Word>>();
            combinations.forEach((words, meanings) ->
                    column.forEach((word, meaning) -> longer.put(plus(words, word), plus(meanings, meaning))));
            combinations.clear();
            combinations.putAll(longer);
        }
        combinations.forEach((words, meanings) -> {
            Views views = Views.seenBy("pg-2");
            meanings.forEach(meaning -> meaning.say(views));
            rows.add(new Row(chapter, words, views.view()));
        });
    }

    private static <T> List<T> plus(List<T> some, T one) {
        var more = new ArrayList<>(some);
        more.add(one);
        return more;
    }
}
