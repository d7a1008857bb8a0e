package io.regent.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.ReplicationSlot;
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
        assertThat(SlotChange.between(List.of(idle("old")), Map.of("new", Lsn.NONE)))
                .containsExactly(new Drop("old"), new Create("new"));
    }

    @Test
    void slots_in_use_temporary_ones_and_logical_ones_stay() {
        var active = new ReplicationSlot("active", true, true, false, Optional.of(OLD));
        var temporary = new ReplicationSlot("temporary", true, false, true, Optional.of(OLD));
        var logical = new ReplicationSlot("logical", false, false, false, Optional.of(OLD));

        assertThat(SlotChange.between(List.of(active, temporary, logical), Map.of()))
                .isEmpty();
        assertThat(SlotChange.between(List.of(active, logical), Map.of("active", NEW, "logical", NEW)))
                .isEmpty();
    }

    @Test
    void an_idle_slot_is_advanced_never_set_back() {
        assertThat(SlotChange.between(List.of(idle("a")), Map.of("a", NEW))).containsExactly(new Advance("a", NEW));
        assertThat(SlotChange.between(List.of(idle("a")), Map.of("a", OLD))).isEmpty();
        assertThat(SlotChange.between(List.of(idle("a")), Map.of("a", Lsn.NONE)))
                .isEmpty();
    }

    @Test
    void a_slot_that_lost_its_log_is_made_anew() {
        var lost = new ReplicationSlot("a", true, false, false, Optional.empty());

        assertThat(SlotChange.between(List.of(lost), Map.of("a", Lsn.NONE)))
                .containsExactly(new Drop("a"), new Create("a"));
    }

    private static ReplicationSlot idle(String name) {
        return new ReplicationSlot(name, true, false, false, Optional.of(OLD));
    }
}
