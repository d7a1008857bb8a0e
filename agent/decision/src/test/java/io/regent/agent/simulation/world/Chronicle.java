package io.regent.agent.simulation.world;

import io.regent.agent.simulation.engine.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What happened, line by line, for people; the same seed gives the same lines. A line is put into words when somebody reads it,
 * so that what it tells of must not change.
 */
public final class Chronicle {

    /** @param thought whether it is what somebody concluded, which may be the same again and again */
    private record Line(long at, String who, boolean thought, Supplier<String> what) {}

    private final Scheduler scheduler;
    private final List<Line> lines = new ArrayList<>();

    public Chronicle(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    public void note(Object who, String what) {
        note(who, () -> what);
    }

    /** Notes what is put into words later. */
    public void note(Object who, Supplier<String> what) {
        lines.add(new Line(scheduler.now(), who.toString(), false, what));
    }

    /** Notes what somebody concluded. */
    public void thought(Object who, Supplier<String> what) {
        lines.add(new Line(scheduler.now(), who.toString(), true, what));
    }

    /** The story. What somebody thinks again before anything has happened to them is counted, not repeated. */
    public String text() {
        var text = new StringBuilder();
        Map<String, Set<String>> thoughts = new TreeMap<>();
        Map<String, Integer> repeated = new TreeMap<>();
        for (Line line : lines) {
            String what = line.what().get();
            if (line.thought()
                    && !thoughts.computeIfAbsent(line.who(), _ -> new TreeSet<>())
                            .add(what)) {
                repeated.merge(line.who(), 1, Integer::sum);
                continue;
            }
            int again = repeated.getOrDefault(line.who(), 0);
            repeated.remove(line.who());
            if (again > 0) {
                append(text, line, "(%d times nothing else)".formatted(again));
            }
            if (!line.thought()) {
                thoughts.remove(line.who());
            }
            append(text, line, what);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Line line, String what) {
        text.append("%10.3f  %-8s %s\n".formatted(line.at() / 1e9, line.who(), what));
    }
}
