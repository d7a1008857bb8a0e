package io.regent.ctl.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

    @Test
    void equal_texts_have_no_difference() {
        assertThat(UnifiedDiff.of("a\nb\n", "a\nb\n")).isEmpty();
    }

    @Test
    void a_change_at_the_edge_has_what_context_there_is() {
        assertThat(UnifiedDiff.of("a\nb\n", "a\nc\n"))
                .containsExactly("--- ", "+++ ", "@@ -1,2 +1,2 @@", " a", "-b", "+c");
    }

    @Test
    void an_empty_side_is_named_by_the_line_before() {
        assertThat(UnifiedDiff.of("", "a\n")).containsExactly("--- ", "+++ ", "@@ -0,0 +1 @@", "+a");
        assertThat(UnifiedDiff.of("a\n", "")).containsExactly("--- ", "+++ ", "@@ -1 +0,0 @@", "-a");
    }

    @Test
    void changes_far_from_each_other_have_hunks_of_their_own() {
        String before = lines(1, 20);

        assertThat(UnifiedDiff.of(before, before.replace("3\n4\n", "x\n4\n").replace("18\n", "")))
                .containsExactly(
                        "--- ",
                        "+++ ",
                        "@@ -1,6 +1,6 @@",
                        " 1",
                        " 2",
                        "-3",
                        "+x",
                        " 4",
                        " 5",
                        " 6",
                        "@@ -15,6 +15,5 @@",
                        " 15",
                        " 16",
                        " 17",
                        "-18",
                        " 19",
                        " 20");
    }

    @Test
    void changes_with_six_lines_between_them_share_a_hunk() {
        String before = lines(1, 8);

        assertThat(UnifiedDiff.of(before, "0\n" + before.replace("7\n8\n", "7\n")))
                .filteredOn(line -> line.startsWith("@@"))
                .containsExactly("@@ -1,3 +1,4 @@", "@@ -5,4 +6,3 @@");
        assertThat(UnifiedDiff.of(lines(1, 7), "0\n" + lines(1, 6)))
                .filteredOn(line -> line.startsWith("@@"))
                .containsExactly("@@ -1,7 +1,7 @@");
    }

    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(line -> line + "\n").collect(Collectors.joining());
    }
}
