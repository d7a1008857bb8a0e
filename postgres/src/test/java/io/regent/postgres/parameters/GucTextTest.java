package io.regent.postgres.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.Spec;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class GucTextTest {

    @Test
    @Spec("CFG-165")
    void values_of_the_configuration_are_written_as_postgresql_reads_them() {
        assertThat(GucText.of("p", true)).isEqualTo("on");
        assertThat(GucText.of("p", false)).isEqualTo("off");
        assertThat(GucText.of("p", 1.1)).isEqualTo("1.1");
        assertThat(GucText.of("p", 1.0E7)).isEqualTo("10000000");
        assertThat(GucText.of("p", 0.5)).isEqualTo("0.5");
        assertThat(GucText.of("p", 20_000_000_000L)).isEqualTo("20000000000");
        assertThat(GucText.of("p", new BigDecimal("0.5"))).isEqualTo("0.5");
        assertThat(GucText.of("p", "128MB")).isEqualTo("128MB");
    }

    @Test
    void anything_else_is_refused_by_name() {
        assertThatThrownBy(() -> GucText.of("work_mem", List.of(1)))
                .hasMessageContaining("postgresql.parameters.work_mem")
                .hasMessageContaining("[1]");
    }

    @Test
    void quotes_and_backslashes_survive() {
        assertThat(GucText.quoted("it's \\ here")).isEqualTo("'it''s \\\\ here'");
    }
}
