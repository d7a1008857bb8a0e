package io.regent.agent.decision;

import static io.regent.agent.decision.Views.seenBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.postgres.Divergence;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is remembered of rewinds that could not be done. */
class RewindMemoryTest {

    private static final BackgroundWork NOT_READY = new BackgroundWork.NotReady(Task.REWIND, "leader pg-1: refused");

    @Spec({"HA-116", "LES-073"})
    @Test
    void a_source_that_flaps_is_no_failure_of_this_node() {
        RewindMemory memory = RewindMemory.NONE;
        for (int times = 1; times <= 6; times++) {
            memory = after(diverged(memory).with(NOT_READY));
            assertThat(memory).isEqualTo(new RewindMemory(times, Optional.empty()));
        }
        assertThat(after(diverged(memory))).isEqualTo(memory);
    }

    @Spec("LES-073")
    @Test
    void a_source_that_is_never_ready_counts_as_a_failure_in_the_end() {
        var nearlyOver = new RewindMemory(RewindMemory.PATIENCE - 1, Optional.empty());

        assertThat(after(diverged(nearlyOver).with(NOT_READY)))
                .isEqualTo(RewindMemory.failed("the source was not ready 10 times in a row: leader pg-1: refused"));
        assertThat(Rejoin.rewindFailed(
                        diverged(after(diverged(nearlyOver).with(NOT_READY))).view()))
                .isTrue();
    }

    @Spec("LES-073")
    @Test
    void another_leader_and_histories_that_agree_begin_the_count_anew() {
        var some = new RewindMemory(7, Optional.empty());

        assertThat(after(diverged(some).with(NOT_READY).whileLeaseIsHeldBy("pg-3")))
                .isEqualTo(new RewindMemory(1, Optional.empty()));
        assertThat(after(diverged(some).withDivergence(new Divergence.Follows())))
                .isEqualTo(RewindMemory.NONE);
    }

    @Test
    void work_of_another_kind_is_none_of_its_business() {
        assertThat(after(diverged(RewindMemory.NONE).with(new BackgroundWork.NotReady(Task.CLONE, "refused"))))
                .isEqualTo(RewindMemory.NONE);
    }

    private static Views diverged(RewindMemory memory) {
        return seenBy("pg-2")
                .asStandby()
                .withMember("pg-1", Map.of("timeline", 4))
                .whileLeaseIsHeldBy("pg-1")
                .remembering(past -> {
                    past.rewind = memory;
                    past.lastLed = Optional.of(seenBy("pg-2")
                            .withMember("pg-1", Map.of("timeline", 4))
                            .whileLeaseIsHeldBy("pg-1")
                            .view()
                            .cluster());
                });
    }

    private static RewindMemory after(Views views) {
        return Memory.after(views.view(), new Decision(new Action.Wait(), Rule.STANDBY))
                .rewind();
    }
}
