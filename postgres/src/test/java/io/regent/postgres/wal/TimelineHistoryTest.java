package io.regent.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which timelines led to a timeline. */
class TimelineHistoryTest {

    private static final TimelineHistory HISTORY =
            TimelineHistory.parse(new Timeline(3), "1\t0/3000000\tno recovery target specified\n2\t0/5000000\n");

    @Test
    void a_history_file_is_read() {
        assertThat(HISTORY.forks())
                .containsExactly(
                        new TimelineHistory.Fork(
                                new Timeline(1), Lsn.parse("0/3000000"), "no recovery target specified"),
                        new TimelineHistory.Fork(new Timeline(2), Lsn.parse("0/5000000"), ""));
    }

    @Test
    void empty_lines_and_comments_are_passed_over() {
        assertThat(TimelineHistory.parse(new Timeline(2), "# by hand\n\n 1\t0/3000000\tx y\n")
                        .forks())
                .hasSize(1);
        assertThat(TimelineHistory.parse(Timeline.FIRST, "").forks()).isEmpty();
    }

    @Test
    void a_line_that_is_none_is_refused() {
        for (String line : List.of("1", "one\t0/3000000", "1\tfar", "0\t0/1")) {
            assertThatThrownBy(() -> TimelineHistory.parse(new Timeline(2), line))
                    .as(line)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_ancestor_was_left_somewhere() {
        assertThat(HISTORY.leftAt(new Timeline(2))).contains(Lsn.parse("0/5000000"));
        assertThat(HISTORY.leftAt(new Timeline(3))).isEmpty();
        assertThat(HISTORY.leftAt(new Timeline(4))).isEmpty();
    }

    @Test
    void what_was_written_up_to_the_fork_is_part_of_it() {
        assertThat(HISTORY.contains(at(2, "0/5000000"))).isTrue();
        assertThat(HISTORY.contains(at(2, "0/5000001"))).isFalse();
        assertThat(HISTORY.contains(at(1, "0/2000000"))).isTrue();
    }

    @Test
    void the_current_timeline_is_open() {
        assertThat(HISTORY.contains(at(3, "9/0"))).isTrue();
    }

    @Test
    void a_timeline_that_is_missing_is_no_part_of_it() {
        assertThat(HISTORY.contains(at(4, "0/1"))).isFalse();
    }

    private static WalPosition at(int timeline, String lsn) {
        return new WalPosition(new Timeline(timeline), Lsn.parse(lsn));
    }

    @Test
    void two_histories_part_where_the_newest_common_timeline_ends_for_one_of_them() {
        var ahead = TimelineHistory.parse(new Timeline(2), "1\t0/3000000\n");
        var elsewhere = TimelineHistory.parse(new Timeline(3), "1\t0/2000000\n");

        assertThat(HISTORY.partsFrom(ahead, Lsn.parse("0/6000000"), Lsn.parse("0/4000000")))
                .contains(new WalPosition(new Timeline(2), Lsn.parse("0/4000000")));
        assertThat(ahead.partsFrom(HISTORY, Lsn.parse("0/7000000"), Lsn.parse("0/9000000")))
                .contains(new WalPosition(new Timeline(2), Lsn.parse("0/5000000")));
        assertThat(HISTORY.partsFrom(elsewhere, Lsn.parse("0/6000000"), Lsn.parse("0/9000000")))
                .contains(new WalPosition(Timeline.FIRST, Lsn.parse("0/2000000")));
        assertThat(HISTORY.partsFrom(
                        TimelineHistory.parse(new Timeline(5), "4\t0/1000000\n"), Lsn.parse("0/6000000"), Lsn.NONE))
                .isEmpty();
    }
}
