package io.regent.postgres.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.wal.Lsn;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What would keep a standby from starting with a copied slot, or make it useless there (LES-082). */
class DestinationTest {

    private static final int SEGMENT = 16 << 20;
    private static final Lsn REPLAYED = Lsn.parse("1/4000000");

    @Test
    void a_slot_whose_log_is_there_can_come() {
        assertThat(destination("logical", 1).refusal(Lsn.parse("1/3FFFFFF"), 0)).isEmpty();
    }

    @Test
    @Spec("LES-082")
    void a_slot_that_the_server_could_not_start_with_does_not_come() {
        assertThat(destination("replica", 1).refusal(Lsn.parse("1/3000000"), 0))
                .contains("needs wal_level logical, here it is replica");
        assertThat(destination("logical", 1).refusal(Lsn.parse("1/3000000"), 1))
                .hasValueSatisfying(reason -> assertThat(reason).contains("max_replication_slots"));
    }

    @Test
    @Spec("LES-082")
    void a_slot_that_nobody_could_read_from_does_not_come() {
        assertThat(destination("logical", 1).refusal(Lsn.parse("1/2FFFFFF"), 0))
                .contains("needs the log from 1/2FFFFFF on, which is not here any more");
        assertThat(destination("logical", 1).refusal(Lsn.parse("1/4000001"), 0))
                .contains("is at 1/4000001 on the leader, and only 1/4000000 is replayed here");
        assertThat(destination("logical", 1).refusal(Lsn.NONE, 0)).contains("has lost its log on the leader");
    }

    private static Destination destination(String walLevel, int free) {
        return new Destination(walLevel, REPLAYED, free, SEGMENT, Set.of("0000000100000003", "0000000100000004"));
    }
}
