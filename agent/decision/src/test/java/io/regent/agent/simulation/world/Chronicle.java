package io.regent.agent.simulation.world;

import io.regent.agent.simulation.engine.Scheduler;
import java.util.ArrayList;
import java.util.List;

/** What happened, line by line, for people; the same seed gives the same lines. */
public final class Chronicle {

    private final Scheduler scheduler;
    private final List<String> lines = new ArrayList<>();

    public Chronicle(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    public void note(Object who, String what) {
        lines.add("%10.3f  %-8s %s".formatted(scheduler.now() / 1e9, who, what));
    }

    public String text() {
        return String.join("\n", lines) + "\n";
    }

    /** The last lines, as many as asked for. */
    public String tail(int count) {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size())) + "\n";
    }
}
