package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.decision.BackgroundWork;
import io.regent.agent.decision.Task;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.ManualClock;
import io.regent.agent.fake.Samples;
import io.regent.postgres.Outcome;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The one place for work on the server that takes longer than a cycle. */
class BackgroundSlotTest {

    private final ManualClock clock = new ManualClock();
    private final AtomicInteger woken = new AtomicInteger();
    private final BackgroundSlot slot = new BackgroundSlot(clock, woken::incrementAndGet, Duration.ofMillis(50));
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        never.countDown();
        slot.close();
    }

    @Test
    void work_is_shown_while_it_runs() {
        slot.start(Task.CLONE, progress -> untilInterrupted());
        clock.advance(Duration.ofSeconds(3));

        assertThat(slot.look())
                .isEqualTo(new BackgroundWork.Running(Task.CLONE, Duration.ofSeconds(3), false, Optional.empty()));
        assertThat(slot.running()).contains(Task.CLONE);
    }

    @Spec("HA-057")
    @Test
    void the_end_of_work_wakes_the_loop_and_is_told_once() {
        slot.start(Task.PROMOTE, progress -> new Outcome.Failed("disk full"));
        Await.until(() -> woken.get() == 1);

        assertThat(slot.look()).isEqualTo(new BackgroundWork.Failed(Task.PROMOTE, "disk full"));
        assertThat(slot.look()).isEqualTo(new BackgroundWork.Idle());
    }

    @Test
    void work_that_fails_at_once_again_and_again_does_not_drive_the_loop() {
        var ended = new AtomicBoolean();
        slot.start(Task.CLONE, progress -> new Outcome.Failed("no source"), _ -> ended.set(true));
        Await.until(ended::get);
        slot.start(Task.PROMOTE, progress -> new Outcome.Done());

        Await.until(() -> woken.get() > 0);
        assertThat(woken).hasValue(1);
    }

    @Spec("LES-073")
    @Test
    void what_another_server_is_not_ready_for_waits_for_the_next_turn_and_is_no_failure() {
        var ended = new AtomicBoolean();
        slot.start(Task.REWIND, progress -> new Outcome.NotReady("no checkpoint yet"), _ -> ended.set(true));
        Await.until(ended::get);

        assertThat(slot.look()).isEqualTo(new BackgroundWork.NotReady(Task.REWIND, "no checkpoint yet"));
        assertThat(woken).hasValue(0);
    }

    @Test
    void a_server_that_goes_on_by_itself_counts_as_success() {
        slot.start(Task.START_STANDBY, progress -> new Outcome.StillUnderWay());
        Await.until(() -> woken.get() == 1);

        assertThat(slot.look()).isEqualTo(new BackgroundWork.Succeeded(Task.START_STANDBY));
    }

    @Test
    void an_exception_is_a_failure_like_any_other() {
        slot.start(Task.REWIND, progress -> {
            throw new IllegalStateException("broken");
        });

        Await.until(() -> slot.look() instanceof BackgroundWork.Failed);
    }

    @Test
    void work_tells_how_far_it_has_come() {
        var end = new ShutdownCheckpoint(Timeline.FIRST, Samples.END, new Lsn(Samples.END.position() + 120));
        slot.start(Task.DEMOTE, progress -> {
            assertThat(progress.commits()).isTrue();
            progress.shutDownAt(end);
            return untilInterrupted();
        });
        Await.until(() -> woken.get() == 1);

        assertThat(slot.look())
                .isEqualTo(new BackgroundWork.Running(Task.DEMOTE, Duration.ZERO, true, Optional.of(end)));
    }

    private CompletableFuture<Boolean> askedForItsLastStepWhenInterrupted() {
        var begun = new CountDownLatch(1);
        var allowed = new CompletableFuture<Boolean>();
        slot.start(Task.PROMOTE, progress -> {
            begun.countDown();
            Outcome outcome = untilInterrupted();
            allowed.complete(progress.commits());
            return outcome;
        });
        Await.until(() -> begun.getCount() == 0);
        return allowed;
    }

    @Test
    void work_that_was_called_off_does_not_take_its_last_step() {
        CompletableFuture<Boolean> allowed = askedForItsLastStepWhenInterrupted();

        slot.cancel();

        assertThat(allowed.join()).isFalse();
    }

    @Test
    void work_that_was_replaced_does_not_take_its_last_step() {
        CompletableFuture<Boolean> allowed = askedForItsLastStepWhenInterrupted();

        slot.start(Task.FOLLOW, progress -> new Outcome.Done());

        assertThat(allowed.join()).isFalse();
    }

    /** A server that was told to become a primary becomes one: whoever wants it back has to stop it. */
    @Test
    @Spec("D-022")
    void work_that_has_taken_its_last_step_is_not_called_off_and_the_loop_looks_again() {
        var taken = new CountDownLatch(1);
        slot.start(Task.PROMOTE, progress -> {
            progress.commits();
            taken.countDown();
            return untilInterrupted();
        });
        Await.until(() -> taken.getCount() == 0);

        slot.cancel();

        assertThat(woken).hasValue(1);
        assertThat(slot.look())
                .isEqualTo(new BackgroundWork.Running(Task.PROMOTE, Duration.ZERO, true, Optional.empty()));
    }

    @Test
    void later_work_interrupts_earlier_work_and_waits_for_its_end() {
        List<String> order = new CopyOnWriteArrayList<>();
        slot.start(Task.CLONE, progress -> {
            order.add("clone begins");
            untilInterrupted();
            order.add("clone ends");
            return new Outcome.Cancelled();
        });
        Await.until(() -> order.contains("clone begins"));

        slot.start(Task.DEMOTE, progress -> {
            order.add("demotion begins");
            return new Outcome.Done();
        });
        Await.until(() -> slot.running().isEmpty());

        assertThat(order).containsExactly("clone begins", "clone ends", "demotion begins");
        assertThat(slot.look()).isEqualTo(new BackgroundWork.Succeeded(Task.DEMOTE));
    }

    @Test
    void the_end_of_replaced_work_is_not_reported_but_told_to_who_began_it() {
        List<Outcome> ends = new CopyOnWriteArrayList<>();
        slot.start(Task.RESTART, progress -> untilInterrupted(), ends::add);
        slot.start(Task.FOLLOW, progress -> untilInterrupted(), ends::add);
        slot.start(Task.DEMOTE, progress -> untilInterrupted());

        Await.until(() -> ends.size() == 2);

        assertThat(ends).containsOnly(new Outcome.Cancelled());
        assertThat(slot.look()).isInstanceOf(BackgroundWork.Running.class);
    }

    @Test
    void hanging_work_does_not_block_its_successor() {
        slot.start(Task.CLONE, progress -> deaf());
        slot.start(Task.DEMOTE, progress -> new Outcome.Done());

        Await.until(() -> slot.look().equals(new BackgroundWork.Succeeded(Task.DEMOTE)));
    }

    @Test
    void work_waits_for_everything_before_it_not_only_for_what_it_replaces() {
        var cloning = new AtomicBoolean();
        var overlap = new AtomicBoolean();
        var patient = new BackgroundSlot(clock, () -> {}, Duration.ofSeconds(20));
        var letGo = new CountDownLatch(1);
        patient.start(Task.CLONE, progress -> {
            cloning.set(true);
            awaitDeafly(letGo);
            cloning.set(false);
            return new Outcome.Cancelled();
        });
        Await.until(cloning::get);
        patient.start(Task.REWIND, progress -> new Outcome.Done());
        patient.start(Task.DEMOTE, progress -> {
            overlap.set(cloning.get());
            return new Outcome.Done();
        });
        letGo.countDown();

        Await.until(() -> patient.running().isEmpty());

        assertThat(overlap).isFalse();
    }

    @Test
    void cancelled_work_has_failed() {
        slot.start(Task.CLONE, progress -> untilInterrupted());

        slot.cancel();
        Await.until(() -> slot.running().isEmpty());

        assertThat(slot.look()).isEqualTo(new BackgroundWork.Failed(Task.CLONE, "cancelled"));
    }

    @Test
    void chores_run_one_after_another_and_the_newest_of_a_name_counts() {
        List<String> done = new CopyOnWriteArrayList<>();
        var gate = new CountDownLatch(1);
        slot.chore("slots", () -> awaitDeafly(gate));
        slot.chore("history", () -> done.add("old history"));
        slot.chore("reload", () -> done.add("reload"));
        slot.chore("history", () -> done.add("new history"));
        assertThat(done).isEmpty();

        gate.countDown();
        Await.until(() -> done.size() == 2);

        assertThat(done).containsExactly("new history", "reload");
    }

    @Test
    void a_chore_that_fails_does_not_keep_the_others_from_their_turn() {
        var done = new AtomicBoolean();
        slot.chore("slots", () -> {
            throw new IllegalStateException("broken");
        });
        slot.chore("history", () -> done.set(true));

        Await.until(done::get);
    }

    @Test
    void work_ends_chores_and_forgets_those_that_wait() {
        List<String> done = new CopyOnWriteArrayList<>();
        var running = new CountDownLatch(1);
        slot.chore("slots", () -> {
            running.countDown();
            untilInterrupted();
            done.add("slots interrupted");
        });
        awaitDeafly(running);
        slot.chore("history", () -> done.add("history of yesterday"));

        slot.start(Task.DEMOTE, progress -> {
            done.add("demotion");
            return new Outcome.Done();
        });
        Await.until(() -> slot.running().isEmpty());
        slot.chore("reload", () -> done.add("reload"));
        Await.until(() -> done.contains("reload"));

        assertThat(done).containsExactly("slots interrupted", "demotion", "reload");
    }

    @Test
    void no_chore_runs_beside_work() {
        List<String> done = new CopyOnWriteArrayList<>();
        var gate = new CountDownLatch(1);
        slot.start(Task.CLONE, progress -> {
            awaitDeafly(gate);
            return new Outcome.Done();
        });
        slot.chore("slots", () -> done.add("slots"));
        gate.countDown();
        Await.until(() -> slot.running().isEmpty());
        slot.chore("history", () -> done.add("history"));
        Await.until(() -> done.contains("history"));

        assertThat(done).containsExactly("history");
    }

    @Spec({"LES-016", "HA-057"})
    @Test
    void whoever_starts_or_looks_never_waits_for_the_work() {
        slot.start(Task.CLONE, progress -> deaf());
        slot.cancel();
        slot.start(Task.REWIND, progress -> deaf());
        slot.chore("slots", () -> {});

        assertThat(slot.look()).isInstanceOf(BackgroundWork.Running.class);
    }

    private Outcome untilInterrupted() {
        try {
            never.await();
            return new Outcome.Done();
        } catch (InterruptedException e) {
            return new Outcome.Cancelled();
        }
    }

    private Outcome deaf() {
        awaitDeafly(never);
        return new Outcome.Done();
    }

    private static void awaitDeafly(CountDownLatch gate) {
        boolean open = false;
        while (!open) {
            try {
                gate.await();
                open = true;
            } catch (InterruptedException e) {
                open = false;
            }
        }
    }
}
