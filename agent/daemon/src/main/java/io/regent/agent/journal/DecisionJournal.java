package io.regent.agent.journal;

import io.regent.agent.cycle.Journal;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Explainer;
import io.regent.agent.decision.View;
import io.regent.restapi.DecisionEntry;
import io.regent.restapi.DecisionSource;
import io.regent.restapi.DecisionTrail;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps every cycle and its explanation: the last few hundred that tell something new in memory, and more of them in a file, whole,
 * so that they can be decided again.
 *
 * <p>The loop only hands a finished cycle over. One thread explains and publishes it, another writes, so that a disk that stands
 * still holds up neither the loop nor who asks.
 */
public final class DecisionJournal implements Journal, DecisionSource, AutoCloseable {

    /** The agent's heap is small, and each holds what a cycle saw. */
    private static final int CYCLES_WAITING = 64;

    private static final int LINES_WAITING = 64;

    /** How often a run of repetitions is written down while it lasts: about every ten minutes. */
    private static final int REPETITIONS = 60;

    private final Conveyor explaining = new Conveyor("journal", CYCLES_WAITING);
    private final Conveyor writing = new Conveyor("journal-file", LINES_WAITING);
    private final Optional<JournalFile> file;
    private final Trail trail = new Trail();
    private List<Step> steps = new ArrayList<>();
    private Optional<DecisionEntry> current = Optional.empty();
    private volatile Optional<Cycle> last = Optional.empty();

    /**
     * A journal that goes on where its file ends.
     *
     * @param path of the file; empty for memory only
     */
    public DecisionJournal(Optional<Path> path) {
        this.file = path.map(place -> new JournalFile(place, JournalFile.LIMIT));
        file.ifPresent(known -> explaining.offer(() -> trail.begin(known.entries(Trail.ENTRIES))));
    }

    /** The loop's thread calls it. A command ends a cycle; so does a view of another time, when a turn was broken off. */
    @Override
    public void append(View view, Decision decision) {
        if (!steps.isEmpty() && steps.getFirst().view().now() != view.now()) {
            handOver();
        }
        steps.add(new Step(view, decision));
        if (decision.action() instanceof Action.Command) {
            handOver();
        }
    }

    @Override
    public DecisionTrail trail() {
        return trail.published();
    }

    @Override
    public long dropped() {
        return explaining.dropped() + writing.dropped();
    }

    @Override
    public Optional<Map<String, Object>> lastInFull() {
        return last.map(cycle -> {
            var entry = new DecisionEntry(
                    cycle.time(),
                    cycle.time(),
                    1,
                    CycleDocument.of(
                            cycle,
                            Explainer.explain(cycle.end().view(), cycle.end().decision())));
            var document = new LinkedHashMap<>(entry.json());
            document.putAll(Recording.of(cycle));
            return document;
        });
    }

    /** Writes what is still waiting. */
    @Override
    public void close() {
        explaining.offer(() -> current.filter(entry -> entry.cycles() > 1).ifPresent(this::writeAgain));
        explaining.close();
        writing.close();
    }

    private void handOver() {
        var cycle = new Cycle(steps);
        steps = new ArrayList<>();
        last = Optional.of(cycle);
        explaining.offer(() -> keep(cycle));
    }

    private void keep(Cycle cycle) {
        DecisionEntry entry = trail.add(
                cycle, Explainer.explain(cycle.end().view(), cycle.end().decision()));
        if (entry.cycles() == 1) {
            current.filter(ended -> ended.cycles() > 1).ifPresent(this::writeAgain);
            file.ifPresent(known -> {
                String line = JournalLine.begun(entry, cycle);
                writing.offer(() -> known.append(line));
            });
        } else if (entry.cycles() % REPETITIONS == 0) {
            writeAgain(entry);
        }
        current = Optional.of(entry);
    }

    private void writeAgain(DecisionEntry entry) {
        file.ifPresent(known -> {
            String line = JournalLine.again(entry);
            writing.offer(() -> known.append(line));
        });
    }
}
