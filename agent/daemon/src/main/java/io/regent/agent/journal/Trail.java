package io.regent.agent.journal;

import io.regent.agent.decision.Explanation;
import io.regent.restapi.DecisionEntry;
import io.regent.restapi.DecisionTrail;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The last cycles, those that changed nothing folded into the one that they repeat, and how often each rule spoke. One thread
 * adds, any thread reads what was published last.
 */
final class Trail {

    /** Cycles that tell something new; with those they stand for, many hours. */
    static final int ENTRIES = 200;

    private final Deque<DecisionEntry> entries = new ArrayDeque<>();
    private final SortedMap<String, Long> spoken = new TreeMap<>();
    private Optional<Signature> newest = Optional.empty();
    private volatile DecisionTrail published = DecisionTrail.EMPTY;

    /** What is left of the time before this agent started. */
    void begin(List<DecisionEntry> earlier) {
        earlier.forEach(this::append);
        publish(Optional.empty());
    }

    /** Adds a cycle, and returns the entry that it stands in now. */
    DecisionEntry add(Cycle cycle, Explanation explanation) {
        cycle.steps().forEach(step -> spoken.merge(step.decision().rule().id(), 1L, Long::sum));
        var signature = Signature.of(cycle, explanation);
        boolean again = newest.filter(last -> last.isRepeatedBy(signature)).isPresent();
        newest = Optional.of(signature);
        var document = CycleDocument.of(cycle, explanation);
        DecisionEntry entry = again
                ? entries.removeLast().again(cycle.time(), document)
                : new DecisionEntry(cycle.time(), cycle.time(), 1, document);
        append(entry);
        publish(Optional.of(cycle.end().decision().rule().id()));
        return entry;
    }

    DecisionTrail published() {
        return published;
    }

    private void append(DecisionEntry entry) {
        entries.addLast(entry);
        if (entries.size() > ENTRIES) {
            entries.removeFirst();
        }
    }

    private void publish(Optional<String> lastRule) {
        published = new DecisionTrail(List.copyOf(entries), new TreeMap<>(spoken), lastRule);
    }
}
