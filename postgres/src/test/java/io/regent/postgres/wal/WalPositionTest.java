package io.regent.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A position on a timeline. */
class WalPositionTest {

    @Test
    void an_older_timeline_is_behind_whatever_the_position() {
        assertThat(at(3, "9/0")).isLessThan(at(4, "0/1"));
    }

    @Test
    void on_one_timeline_the_position_decides() {
        assertThat(at(3, "0/2")).isGreaterThan(at(3, "0/1"));
        assertThat(at(3, "0/2")).isEqualByComparingTo(at(3, "0/2"));
    }

    @Test
    void it_is_told_in_words() {
        assertThat(at(3, "0/2")).hasToString("0/2 on timeline 3");
    }

    private static WalPosition at(int timeline, String lsn) {
        return new WalPosition(new Timeline(timeline), Lsn.parse(lsn));
    }
}
