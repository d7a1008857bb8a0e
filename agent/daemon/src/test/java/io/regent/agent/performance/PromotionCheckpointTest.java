package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.Task;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.Outcome;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkpoint after a promotion. */
class PromotionCheckpointTest {

    @TempDir
    Path data;

    private final AtomicInteger woken = new AtomicInteger();
    private FakeNode node;
    private PromotionCheckpoint checkpoint;

    @BeforeEach
    void build() {
        node = new FakeNode(data).initialized();
        checkpoint = new PromotionCheckpoint(node.postgres, node.slot, woken::incrementAndGet);
        node.postgres.hasControl(Samples.control(State.IN_PRODUCTION, 1));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Spec({"HA-011", "D-172"})
    @Test
    void it_is_owed_until_it_is_done_and_the_loop_hears_of_its_end_at_once() {
        CountDownLatch slow = node.postgres.hangs("checkpoint");
        node.postgres.is(Samples.primary(2));

        checkpoint.settle(node.view());
        Await.until(() -> node.postgres.calls().contains("checkpoint"));
        checkpoint.settle(node.view());
        assertThat(checkpoint.isOwed()).isTrue();
        slow.countDown();
        Await.until(() -> woken.get() == 1);
        checkpoint.settle(node.view());

        assertThat(checkpoint.isOwed()).isFalse();
    }

    @Test
    void it_is_owed_from_the_promotion_on() {
        node.postgres.is(Samples.standby(1));
        node.slot.start(Task.PROMOTE, progress -> {
            try {
                new CountDownLatch(1).await();
                return new Outcome.Done();
            } catch (InterruptedException e) {
                return new Outcome.Cancelled();
            }
        });

        checkpoint.settle(node.view());

        assertThat(checkpoint.isOwed()).isTrue();
    }

    @Test
    void a_primary_that_was_never_promoted_owes_nothing() {
        node.postgres.is(Samples.primary(1));

        checkpoint.settle(node.view());

        assertThat(checkpoint.isOwed()).isFalse();
        assertThat(node.postgres.calls()).isEmpty();
    }

    @Test
    void a_checkpoint_that_the_control_data_show_need_not_be_done_again() {
        node.postgres.hasControl(Samples.control(State.IN_PRODUCTION, 2));
        node.postgres.is(Samples.primary(2));

        checkpoint.settle(node.view());
        Await.until(() -> woken.get() == 1);
        checkpoint.settle(node.view());

        assertThat(checkpoint.isOwed()).isFalse();
        assertThat(node.postgres.calls()).isEmpty();
    }

    @Test
    void a_checkpoint_that_other_work_ended_is_tried_again() {
        CountDownLatch slow = node.postgres.hangs("checkpoint");
        node.postgres.is(Samples.primary(2));
        checkpoint.settle(node.view());
        Await.until(() -> node.postgres.calls().contains("checkpoint"));
        node.slot.start(Task.RESTART, progress -> new Outcome.Done());
        node.idle();
        slow.countDown();

        checkpoint.settle(node.view());
        Await.until(() -> woken.get() == 1);

        assertThat(node.postgres.calls()).containsExactly("checkpoint", "checkpoint");
    }

    @Spec({"LES-064", "HA-167"})
    @Test
    void a_demotion_ends_the_debt_and_a_later_promotion_makes_a_new_one() {
        node.postgres.is(Samples.primary(2));
        checkpoint.settle(node.view());
        Await.until(() -> woken.get() == 1);
        node.postgres.is(Samples.standby(2));
        checkpoint.settle(node.view());
        assertThat(checkpoint.isOwed()).isFalse();

        node.postgres.is(Samples.primary(3));
        checkpoint.settle(node.view());
        assertThat(checkpoint.isOwed()).isTrue();
        Await.until(() -> woken.get() == 2);
        checkpoint.settle(node.view());

        assertThat(checkpoint.isOwed()).isFalse();
        assertThat(node.postgres.calls()).containsExactly("checkpoint", "checkpoint");
    }
}
