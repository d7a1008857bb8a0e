package io.regent.agent.journal;

import io.regent.agent.cycle.Journal;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Sentence;
import io.regent.agent.decision.View;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sentence a cycle at INFO, in the words that operators know, and another when a request of theirs is taken away; the other questions
 * on the way at DEBUG.
 */
public final class DecisionLog implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    @Override
    public void append(View view, Decision decision) {
        switch (decision.action()) {
            case Action.ClearFailover _ -> LOG.info("{}", Sentence.of(view, decision));
            case Action.Question _ -> LOG.debug("{} {}", decision.rule().id(), Sentence.of(view, decision));
            case Action.Exit(int code, String _) when code == 0 -> LOG.info("{}", Sentence.of(view, decision));
            case Action.Exit _, Action.AbandonBootstrap _ -> LOG.error("{}", Sentence.of(view, decision));
            case Action.Command _ -> LOG.info("{}", Sentence.of(view, decision));
        }
    }
}
