package io.regent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotNameTest {

    @Spec({"CFG-039", "HA-121", "LES-085"})
    @ParameterizedTest
    @CsvSource({
        "Node.1, node_1",
        "Node-1.x, node_1_x",
        "a b, au0032b",
        "pg_1, pg_1",
        "ä, u0228",
        "日, u26085",
    })
    void every_name_gives_a_name_that_postgresql_accepts(String member, String slot) {
        assertThat(SlotName.of(member)).isEqualTo(slot);
    }

    @Spec({"CFG-039", "HA-121", "LES-085"})
    @Test
    void a_long_name_is_cut_to_63_characters() {
        assertThat(SlotName.of("n".repeat(70))).isEqualTo("n".repeat(63));
    }
}
