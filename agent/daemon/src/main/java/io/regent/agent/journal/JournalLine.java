package io.regent.agent.journal;

import io.regent.dcs.wire.Json;
import io.regent.restapi.DecisionEntry;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a journal's file. A line tells either of a new entry, with its steps, or how far the entry before it has come by
 * repetition.
 */
final class JournalLine {

    private static final String ENTRY = "entry";
    private static final String AGAIN = "again";

    private JournalLine() {}

    static String begun(DecisionEntry entry, Cycle cycle) {
        var line = new LinkedHashMap<String, Object>();
        line.put(ENTRY, entry.json());
        line.putAll(Recording.of(cycle));
        return Json.compact(line);
    }

    static String again(DecisionEntry entry) {
        return Json.compact(Map.of(AGAIN, entry.json()));
    }

    /**
     * Adds what a line tells to the entries before it, newest last; a line that nobody can read, torn by the end of a machine, is
     * passed over.
     */
    static void read(String line, Deque<DecisionEntry> entries) {
        Map<String, Object> object = Json.parseObject(line).orElse(Map.of());
        entry(object.get(ENTRY)).ifPresent(entries::addLast);
        entry(object.get(AGAIN)).ifPresent(longer -> {
            if (!entries.isEmpty() && entries.getLast().first().equals(longer.first())) {
                entries.removeLast();
            }
            entries.addLast(longer);
        });
    }

    private static Optional<DecisionEntry> entry(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> map)
                || !(map.get("first") instanceof String first)
                || !(map.get("last") instanceof String last)
                || !(map.get("cycles") instanceof Number cycles)) {
            return Optional.empty();
        }
        var rest = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> rest.put(String.valueOf(key), value));
        rest.keySet().removeAll(List.of("first", "last", "cycles"));
        try {
            return Optional.of(new DecisionEntry(Instant.parse(first), Instant.parse(last), cycles.longValue(), rest));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
