package io.regent.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.restapi.DecisionEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {

    private static final long LIMIT = 1_000;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void the_file_never_grows_beyond_its_limit_and_one_more_is_kept() throws IOException {
        Path path = folder.resolve("journal");
        var file = new JournalFile(path, LIMIT);
        for (int i = 0; i < 100; i++) {
            file.append(JournalLine.again(entry(i)));
        }

        assertThat(Files.size(path)).isBetween(1L, LIMIT);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
        assertThat(file.entries(3)).containsExactly(entry(97), entry(98), entry(99));
    }

    @Test
    void a_line_that_the_end_of_a_machine_tore_is_passed_over() throws IOException {
        Path path = folder.resolve("journal");
        new JournalFile(path, LIMIT).append(JournalLine.again(entry(1)));
        Files.writeString(path, "{\"entry\": {\"fir", StandardOpenOption.APPEND);
        new JournalFile(path, LIMIT).append(JournalLine.again(entry(2)));

        assertThat(new JournalFile(path, LIMIT).entries(10)).containsExactly(entry(1), entry(2));
    }

    @Test
    void a_folder_that_is_not_there_costs_the_line_and_nothing_else() {
        var file = new JournalFile(folder.resolve("nowhere").resolve("journal"), LIMIT);

        file.append("{}");

        assertThat(file.entries(10)).isEmpty();
    }

    private static DecisionEntry entry(int number) {
        return new DecisionEntry(NOON.plusSeconds(number), NOON.plusSeconds(number), 1, Map.of("rule", "D-193"));
    }
}
