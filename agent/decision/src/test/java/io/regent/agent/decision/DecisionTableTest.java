package io.regent.agent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole table is a reviewed file: {@code -Dgolden=rewrite} writes it again, and a person reads the difference. */
class DecisionTableTest {

    private static final Path GOLDEN = Path.of("src/test/resources/decision-table.txt");

    @Test
    void the_table_is_the_one_that_was_reviewed() throws IOException {
        String printed = print();
        if ("rewrite".equals(System.getProperty("golden"))) {
            Files.writeString(GOLDEN, printed);
        }

        assertThat(printed).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void every_rule_is_reached() {
        Set<Rule> unreached = EnumSet.allOf(Rule.class);
        DecisionTable.rows()
                .forEach(row -> unreached.remove(Decider.decide(row.view()).rule()));

        assertThat(unreached).isEmpty();
    }

    private static String print() {
        var text = new StringBuilder("The decision table, as pg-2 sees it. Rewritten by -Dgolden=rewrite.\n");
        String chapter = "";
        for (DecisionTable.Row row : DecisionTable.rows()) {
            if (!row.chapter().equals(chapter)) {
                chapter = row.chapter();
                text.append("\n# ").append(chapter).append('\n');
            }
            text.append(row.print(Decider.decide(row.view()))).append('\n');
        }
        return text.toString();
    }
}
