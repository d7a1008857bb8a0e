package io.regent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.configuration.LiveSettings;
import io.regent.agent.cycle.HaCycle;
import io.regent.agent.cycle.Performer;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.Claim;
import io.regent.agent.decision.Decision;
import io.regent.agent.decision.Duties;
import io.regent.agent.decision.View;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.postgres.ControlData.State;
import io.regent.postgres.PostgresState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns the HA cycle over and over. */
class LoopTest {

    @TempDir
    Path data;

    private final Deeds deeds = new Deeds();
    private final AtomicInteger afterwards = new AtomicInteger();
    private FakeNode node;

    @BeforeEach
    void build() {
        node = new FakeNode(data).initialized();
        node.postgres.is(Samples.stopped(State.SHUT_DOWN_IN_RECOVERY));
        node.dcs.put(FakeNode.PREFIX + "config", "{\"pause\":true}");
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void it_ends_with_the_exit_code_of_the_decision() {
        node.requests.stop();

        assertThat(running(node.settings).join()).isZero();
        assertThat(deeds.turns).hasValue(1);
    }

    @Test
    void settings_that_a_turn_saw_are_applied_before_the_next_one() {
        CompletableFuture<Integer> loop = running(node.settings);
        Await.until(() -> afterwards.get() == 1);

        assertThat(node.settings.cluster().paused()).isTrue();
        stop(loop);
    }

    @Spec("D-205")
    @Test
    void a_turn_comes_loop_wait_after_the_beginning_of_the_last_one_however_long_that_took() {
        deeds.lasts = Duration.ofSeconds(4);
        CompletableFuture<Integer> loop = running(node.settings);
        Await.until(() -> afterwards.get() == 1);

        node.clock.advance(Duration.ofMillis(5_999));
        assertThat(deeds.turns).hasValue(1);
        node.clock.advance(Duration.ofMillis(1));
        Await.until(() -> deeds.turns.get() == 2);

        stop(loop);
    }

    @Spec("D-040")
    @Test
    void a_bootstrap_that_failed_ends_the_agent_with_an_error() {
        node.dcs.delete(FakeNode.PREFIX + "initialize");
        node.dcs.put(FakeNode.PREFIX + "config", "{}");
        node.postgres.is(new PostgresState.NoData());
        CompletableFuture<Integer> loop = running(node.settings);

        turnUntil(loop::isDone);

        assertThat(loop.join()).isEqualTo(1);
    }

    @Spec("LES-017")
    @Test
    void a_turn_that_fails_is_followed_by_the_next_one() {
        deeds.failures.set(3);
        CompletableFuture<Integer> loop = running(node.settings);
        turnUntil(() -> deeds.turns.get() >= 5);

        assertThat(loop).isNotDone();
        stop(loop);
    }

    private void turnUntil(BooleanSupplier enough) {
        Await.until(() -> {
            node.clock.advance(Duration.ofSeconds(10));
            node.pacemaker.wake();
            return enough.getAsBoolean();
        });
    }

    private void stop(CompletableFuture<Integer> loop) {
        node.requests.stop();
        turnUntil(loop::isDone);
        assertThat(loop.join()).isZero();
    }

    private CompletableFuture<Integer> running(LiveSettings settings) {
        var cycle = new HaCycle(node::view, deeds, (view, decision) -> {});
        var loop = new Loop(cycle, node.pacemaker, node.clock, settings);
        return CompletableFuture.supplyAsync(() -> loop.run(afterwards::incrementAndGet));
    }

    /** Counts turns, takes its time, and fails in some. The first server of a cluster does not start. */
    private final class Deeds implements Performer {

        private final AtomicInteger turns = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private volatile Duration lasts = Duration.ZERO;

        @Override
        public View ask(Action.Question question, View view) {
            return question instanceof Action.ClaimBootstrap ? view.with(Claim.WON) : view;
        }

        @Override
        public void carryOut(Action.Command command, View view) {
            node.clock.advance(lasts);
            turns.incrementAndGet();
            if (command instanceof Action.Bootstrap) {
                node.postgres.is(Samples.stopped(State.SHUT_DOWN));
            }
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("a fault of the performer");
            }
        }

        @Override
        public void finish(View view, Decision decision, Duties duties) {}
    }
}
