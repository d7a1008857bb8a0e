package io.regent.postgres.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A position in the write-ahead log. */
class LsnTest {

    @Test
    void it_is_read_and_written_as_postgresql_does() {
        assertThat(Lsn.parse("16/B374D848").position()).isEqualTo(0x16_B374_D848L);
        assertThat(Lsn.parse("16/B374D848")).hasToString("16/B374D848");
        assertThat(Lsn.parse("0/3000148")).hasToString("0/3000148");
        assertThat(Lsn.NONE).hasToString("0/0");
    }

    @Test
    void small_letters_are_read_too() {
        assertThat(Lsn.parse("a/b")).isEqualTo(Lsn.parse("A/B"));
    }

    @Test
    void the_highest_position_is_higher_than_the_lowest() {
        assertThat(Lsn.parse("FFFFFFFF/FFFFFFFF")).isGreaterThan(Lsn.parse("0/1"));
        assertThat(Lsn.parse("80000000/0").isAfter(Lsn.parse("7FFFFFFF/FFFFFFFF")))
                .isTrue();
    }

    @Test
    void who_is_level_or_ahead_lags_by_nothing() {
        assertThat(Lsn.parse("0/10").bytesBehind(Lsn.parse("0/10"))).isZero();
        assertThat(Lsn.parse("0/11").bytesBehind(Lsn.parse("0/10"))).isZero();
        assertThat(Lsn.parse("0/10").bytesBehind(Lsn.parse("1/0"))).isEqualTo(0xFFFF_FFF0L);
    }

    @Test
    void the_further_of_two_is_the_maximum() {
        assertThat(Lsn.parse("0/1").max(Lsn.parse("0/2"))).isEqualTo(Lsn.parse("0/2"));
        assertThat(Lsn.parse("0/2").max(Lsn.parse("0/1"))).isEqualTo(Lsn.parse("0/2"));
    }

    @Test
    void anything_else_is_refused() {
        for (String text : List.of("", "0", "0/", "/0", "0/G", "123456789/0", "0/3 ", "-1/0")) {
            assertThatThrownBy(() -> Lsn.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
