package io.regent.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Rule;
import io.regent.agent.fake.FakeNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One sentence a cycle at INFO, in the words that operators know. */
class DecisionLogTest {

    @TempDir
    Path data;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(DecisionLog.class);

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(lines);
    }

    @AfterEach
    void close() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void a_cycle_ends_with_its_sentence() {
        append(new Action.Wait(), Rule.LEAD);

        assertLine(Level.INFO, "no action. I am (node-1), the leader with the lock");
    }

    @Test
    void a_question_on_the_way_is_for_those_who_look_closer() {
        append(new Action.RenewLease(), Rule.CONFIRM_LEASE);

        assertLine(Level.DEBUG, "D-172 confirming the leader lock");
    }

    @Test
    void an_operator_is_told_why_a_request_is_taken_away() {
        append(new Action.ClearFailover(), Rule.REQUEST_STALE);

        assertThat(lines.list.getLast().getLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void a_clean_end_is_no_error_and_any_other_is() {
        append(new Action.Exit(0, "PostgreSQL is stopped"), Rule.STOPPED);
        assertLine(Level.INFO, "shut down: PostgreSQL is stopped");

        append(new Action.Exit(1, "the data directory has 1, the cluster 2"), Rule.FOREIGN_DATA);
        assertThat(lines.list.getLast().getLevel()).isEqualTo(Level.ERROR);
    }

    private void append(Action action, Rule rule) {
        try (var node = new FakeNode(data)) {
            new DecisionLog().append(node.view(), new Decision(action, rule));
        }
    }

    private void assertLine(Level level, String message) {
        assertThat(lines.list.getLast().getLevel()).isEqualTo(level);
        assertThat(lines.list.getLast().getFormattedMessage()).isEqualTo(message);
    }
}
