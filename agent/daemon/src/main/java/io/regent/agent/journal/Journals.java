package io.regent.agent.journal;

import io.regent.agent.cycle.Journal;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.View;
import java.util.List;

/** Several journals, told one after the other. */
public record Journals(List<Journal> all) implements Journal {

    public Journals {
        all = List.copyOf(all);
    }

    @Override
    public void append(View view, Decision decision) {
        all.forEach(journal -> journal.append(view, decision));
    }
}
