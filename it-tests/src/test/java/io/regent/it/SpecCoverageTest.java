package io.regent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecCoverageTest {

    private static final Path LISTS = SourceTree.TOP.resolve("../shared/spec").normalize();
    private static final Path NOT_COVERED_HERE = Path.of("src/test/resources/spec-not-covered-here.txt");

    @Test
    void every_row_that_a_test_names_exists() throws IOException {
        assumeThat(LISTS)
                .as("the acceptance lists lie beside a checkout, not in it")
                .isDirectory();
        var coverage = SpecCoverage.of(LISTS, SourceTree.javaFiles(), NOT_COVERED_HERE);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/spec-coverage.txt"), coverage.report());

        assertThat(coverage.rows()).hasSizeGreaterThan(500);
        assertThat(coverage.unknown()).isEmpty();
        assertThat(coverage.rows()).containsAll(coverage.elsewhere().keySet());
        assertThat(coverage.elsewhere()).as("every excuse has its reason").doesNotContainValue("");
    }

    @Test
    void rows_are_covered_excused_or_missing(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("a.md"), "| HA-001 | a |\n| HA-002 | b |\n|HA-003| c |\nHA-009 is only spoken of\n");
        Path test = Files.writeString(folder.resolve("SomeTest.java"), "@Spec" + "({\"HA-001\", \"HA-9\"})");
        Path excuses = Files.writeString(folder.resolve("excuses.txt"), "# why\nHA-003 another product\n");

        var coverage = SpecCoverage.of(folder, List.of(test), excuses);

        assertThat(coverage.covered()).containsExactly("HA-001");
        assertThat(coverage.uncovered()).containsExactly("HA-002");
        assertThat(coverage.unknown()).containsOnlyKeys("HA-9");
    }

    @Test
    void neighbours_are_drawn_together() {
        assertThat(SpecCoverage.ranges(List.of("HA-001", "HA-002", "HA-003", "HA-007", "HA-009", "HA-010")))
                .isEqualTo("001-003 007 009-010");
    }
}
