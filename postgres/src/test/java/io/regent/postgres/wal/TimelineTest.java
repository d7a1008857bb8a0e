package io.regent.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A timeline of the write-ahead log. */
class TimelineTest {

    @Test
    void the_first_one_is_number_one() {
        assertThat(Timeline.FIRST).isEqualTo(new Timeline(1));
        assertThatThrownBy(() -> new Timeline(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_lower_number_began_earlier() {
        assertThat(new Timeline(2).isBefore(new Timeline(3))).isTrue();
        assertThat(new Timeline(3).isBefore(new Timeline(3))).isFalse();
        assertThat(new Timeline(10)).isGreaterThan(new Timeline(9));
    }
}
