package io.regent.agent.decision;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.Divergence;
import io.regent.postgres.Stuck;
import io.regent.postgres.wal.Lsn;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A standby that does not get on says so. */
class StandstillTest {

    private static final Lsn HERE = Lsn.parse("0/3000000");

    @Test
    @Spec("LES-074")
    void a_standby_that_neither_streams_nor_replays_for_a_minute_is_stuck() {
        assertThat(Standstill.of(standingFor(Standstill.LIMIT).view()))
                .contains(new Stuck(
                        "it does not stream, the leader being pg-1, and has replayed nothing beyond 0/3000000 for a minute; "
                                + "its PostgreSQL log says why",
                        false));
        assertThat(Standstill.of(standingFor(Standstill.LIMIT.minus(Duration.ofSeconds(1)))
                        .view()))
                .isEmpty();
    }

    @Test
    @Spec("LES-074")
    void who_streams_or_replays_or_need_not_stream_is_not() {
        assertThat(Standstill.of(
                        standingFor(Standstill.LIMIT).asStandbyOf("pg-1").view()))
                .isEmpty();
        assertThat(Standstill.of(standingFor(Standstill.LIMIT)
                        .asStandbyAt(3, "0/4000000")
                        .view()))
                .isEmpty();
        assertThat(Standstill.of(
                        standingFor(Standstill.LIMIT).tagged("nostream", true).view()))
                .isEmpty();
        assertThat(Standstill.of(
                        standingFor(Standstill.LIMIT).whileLeaseIsVacant().view()))
                .isEmpty();
    }

    @Test
    @Spec("LES-074")
    void the_minute_begins_when_the_standby_stops_to_get_on() {
        var view = seenBy("pg-2").asStandby().whileLeaseIsHeldBy("pg-1");

        Standstill first = Standstill.after(view.view());
        assertThat(first).isEqualTo(new Standstill(Optional.of(HERE), Views.NOW));

        var earlier = new Standstill(Optional.of(HERE), Views.NOW - 7);
        assertThat(Standstill.after(
                        view.remembering(past -> past.standstill = earlier).view()))
                .isEqualTo(earlier);
        assertThat(Standstill.after(view.asStandbyAt(3, "0/4000000").view()))
                .isEqualTo(new Standstill(Optional.of(Lsn.parse("0/4000000")), Views.NOW));
        assertThat(Standstill.after(view.asStandbyOf("pg-1").view())).isEqualTo(Standstill.NONE);
    }

    @Test
    @Spec("LES-088")
    void a_running_standby_whose_data_diverged_says_so_at_once_also_while_it_waits_to_be_repaired() {
        var standby = seenBy("pg-2").asStandby().whileLeaseIsHeldBy("pg-1");

        assertThat(Standstill.of(standby.withDivergence(new Divergence.Diverged("it left at 0/2000000"))
                        .view()))
                .contains(new Stuck("its data diverged: it left at 0/2000000", true));
        assertThat(Standstill.of(standby.withDivergence(new Divergence.Irreconcilable("another log"))
                        .view()))
                .contains(new Stuck("its data diverged: another log", true));
        assertThat(Standstill.of(standby.withDivergence(new Divergence.NotKnown("refused"))
                        .view()))
                .isEmpty();
    }

    private static Views standingFor(Duration time) {
        return seenBy("pg-2")
                .asStandby()
                .whileLeaseIsHeldBy("pg-1")
                .remembering(past -> past.standstill = new Standstill(Optional.of(HERE), Views.NOW - time.toNanos()));
    }
}
