package io.regent.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlotsInStepTest {

    private static final long LAST = (1L << 32) - 1;

    @Test
    @Spec("HA-128")
    void a_copy_is_sound_once_the_leader_holds_its_rows_and_it_has_come_as_far_as_the_original() {
        assertThat(SlotsInStep.sound(Optional.of(700L), Map.of("app", 750L), Map.of("app", 750L)))
                .containsExactly("app");
        assertThat(SlotsInStep.sound(Optional.of(700L), Map.of("app", 750L), Map.of("app", 749L)))
                .as("the leader may have removed rows that it needs before it held them for this member")
                .isEmpty();
        assertThat(SlotsInStep.sound(Optional.of(751L), Map.of("app", 750L), Map.of("app", 750L)))
                .as("the leader holds the rows of another slot of this member, not those of this one yet")
                .isEmpty();
        assertThat(SlotsInStep.sound(Optional.empty(), Map.of("app", 750L), Map.of("app", 750L)))
                .as("the leader has not heard which rows it needs")
                .isEmpty();
        assertThat(SlotsInStep.sound(Optional.of(700L), Map.of(), Map.of("app", 750L)))
                .as("the leader has no such slot")
                .isEmpty();
    }

    @Test
    void transaction_ids_are_compared_in_a_circle() {
        assertThat(SlotsInStep.sound(Optional.of(LAST - 5), Map.of("app", LAST), Map.of("app", 3L)))
                .containsExactly("app");
        assertThat(SlotsInStep.sound(Optional.of(LAST - 5), Map.of("app", 3L), Map.of("app", LAST)))
                .isEmpty();
    }
}
