package io.regent.agent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteCountTest {

    @Test
    void bytes_are_told_in_the_largest_unit_that_fits() {
        assertThat(ByteCount.words(0)).isEqualTo("0 bytes");
        assertThat(ByteCount.words(1_023)).isEqualTo("1023 bytes");
        assertThat(ByteCount.words(1_536)).isEqualTo("1.5 kB");
        assertThat(ByteCount.words(48L << 20)).isEqualTo("48 MB");
        assertThat(ByteCount.words(Long.MAX_VALUE)).endsWith(" PB");
    }

    @Test
    void a_lag_just_beyond_its_limit_is_told_to_the_byte() {
        assertThat(ByteCount.behind((1 << 20) + 1, 1 << 20)).isEqualTo("1048577 bytes behind, limit 1048576 bytes");
        assertThat(ByteCount.behind(48 << 20, 1 << 20)).isEqualTo("48 MB behind, limit 1 MB");
    }
}
