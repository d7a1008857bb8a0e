package io.regent.agent.decision;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Status;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whose slots are remembered (HA-124). */
class SlotsSeenTest {

    @Test
    void the_slot_of_a_member_is_needed_while_its_record_is_there() {
        assertThat(after(seenBy("pg-2")).slots().seen())
                .containsOnlyKeys("pg_1", "pg_2", "pg_3")
                .containsValue(Views.NOW);
    }

    @Spec({"CFG-038", "HA-124", "LES-077"})
    @Test
    void the_slot_of_a_member_that_is_away_is_kept_for_a_while() {
        long within = Views.NOW - Duration.ofMinutes(30).toNanos();
        var views = seenBy("pg-2").remembering(past -> {
            past.slotsSeen.put("away", within);
            past.slotsSeen.put("gone", within - 1);
        });

        assertThat(after(views).slots().seen()).containsEntry("away", within).doesNotContainKey("gone");
    }

    @Spec({"CFG-038", "HA-124"})
    @Test
    void without_a_time_to_keep_it_a_slot_goes_with_the_record_of_its_member() {
        var views = seenBy("pg-2")
                .with(with -> with.memberSlotsTtl = Duration.ZERO)
                .remembering(past -> past.slotsSeen.put("away", Views.NOW - 1));

        assertThat(after(views).slots().seen()).containsOnlyKeys("pg_1", "pg_2", "pg_3");
    }

    @Spec({"HA-124", "LES-077"})
    @Test
    void a_new_leader_keeps_the_slots_that_the_old_one_kept() {
        var views = seenBy("pg-2").with(new Status(Lsn.NONE, new TreeMap<>(), List.of("away")));

        assertThat(after(views).slots().seen()).containsEntry("away", Views.NOW);
    }

    private static Memory after(Views views) {
        return Memory.after(views.view(), new Decision(new Action.Wait(), Rule.STANDBY));
    }
}
