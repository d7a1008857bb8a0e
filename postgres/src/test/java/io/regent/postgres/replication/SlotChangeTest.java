package io.regent.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.SlotPattern;
import io.regent.postgres.SlotPattern.Kind;
import io.regent.postgres.replication.SlotChange.Advance;
import io.regent.postgres.replication.SlotChange.Create;
import io.regent.postgres.replication.SlotChange.Drop;
import io.regent.postgres.wal.Lsn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlotChangeTest {

    private static final Lsn OLD = Lsn.parse("0/3000000");
    private static final Lsn NEW = Lsn.parse("0/4000000");

    @Test
    void missing_slots_are_created_and_unknown_ones_dropped() {
        assertThat(SlotChange.between(List.of(idle("old")), Map.of("new", Lsn.NONE), List.of()))
                .containsExactly(new Drop("old"), new Create("new"));
    }

    @Test
    void slots_in_use_temporary_ones_and_logical_ones_stay() {
        var active = new ReplicationSlot("active", true, true, false, Optional.of(OLD));
        var temporary = new ReplicationSlot("temporary", true, false, true, Optional.of(OLD));
        var logical = new ReplicationSlot("logical", false, false, false, Optional.of(OLD));

        assertThat(SlotChange.between(List.of(active, temporary, logical), Map.of(), List.of()))
                .isEmpty();
        assertThat(SlotChange.between(List.of(active, logical), Map.of("active", NEW, "logical", NEW), List.of()))
                .isEmpty();
    }

    @Test
    void an_idle_slot_is_advanced_never_set_back() {
        assertThat(SlotChange.between(List.of(idle("a")), Map.of("a", NEW), List.of()))
                .containsExactly(new Advance("a", NEW));
        assertThat(SlotChange.between(List.of(idle("a")), Map.of("a", OLD), List.of()))
                .isEmpty();
        assertThat(SlotChange.between(List.of(idle("a")), Map.of("a", Lsn.NONE), List.of()))
                .isEmpty();
    }

    @Test
    void a_slot_that_lost_its_log_is_made_anew() {
        var lost = new ReplicationSlot("a", true, false, false, Optional.empty());

        assertThat(SlotChange.between(List.of(lost), Map.of("a", Lsn.NONE), List.of()))
                .containsExactly(new Drop("a"), new Create("a"));
    }

    @Test
    @Spec("HA-131")
    void somebody_elses_slot_stays_as_it_is_wanted_or_not() {
        var named = pattern("theirs", Optional.of(Kind.PHYSICAL), Optional.empty(), Optional.empty());

        assertThat(SlotChange.between(List.of(idle("theirs"), idle("old")), Map.of(), List.of(named)))
                .containsExactly(new Drop("old"));
        assertThat(SlotChange.between(List.of(idle("theirs")), Map.of("theirs", NEW), List.of(named)))
                .isEmpty();
    }

    @Test
    @Spec("HA-131")
    void a_pattern_covers_a_slot_only_if_everything_that_it_names_is_the_same() {
        var others = List.of(
                pattern("old", Optional.of(Kind.LOGICAL), Optional.empty(), Optional.empty()),
                pattern("old", Optional.empty(), Optional.of("shop"), Optional.empty()),
                pattern("old", Optional.empty(), Optional.empty(), Optional.of("wal2json")),
                pattern("older", Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(SlotChange.between(List.of(idle("old")), Map.of(), others)).containsExactly(new Drop("old"));
        assertThat(new SlotPattern(Optional.empty(), Optional.of(Kind.PHYSICAL), Optional.empty(), Optional.empty())
                        .coversPhysical("any"))
                .isTrue();
    }

    private static SlotPattern pattern(
            String name, Optional<Kind> kind, Optional<String> database, Optional<String> plugin) {
        return new SlotPattern(Optional.of(name), kind, database, plugin);
    }

    private static ReplicationSlot idle(String name) {
        return new ReplicationSlot(name, true, false, false, Optional.of(OLD));
    }
}
