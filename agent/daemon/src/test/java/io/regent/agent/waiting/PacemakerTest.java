package io.regent.agent.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.ManualClock;
import io.regent.dcs.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Says when the next turn of the loop is. */
class PacemakerTest {

    private static final Duration LOOP_WAIT = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock();
    private final Pacemaker pacemaker = new Pacemaker(clock);

    @Spec({"D-205", "HA-057"})
    @Test
    void a_turn_comes_when_the_wait_is_over() {
        Thread waiting = waiting(Deadline.after(0, LOOP_WAIT));

        clock.advance(LOOP_WAIT.minusMillis(1));
        assertThat(waiting.isAlive()).isTrue();
        clock.advance(Duration.ofMillis(1));

        Await.until(() -> !waiting.isAlive());
    }

    @Spec("HA-057")
    @Test
    void a_turn_that_took_too_long_is_followed_at_once() {
        clock.advance(LOOP_WAIT.plusSeconds(3));

        pacemaker.await(0, Deadline.after(0, LOOP_WAIT));

        assertThat(clock.nanos()).isEqualTo(LOOP_WAIT.plusSeconds(3).toNanos());
    }

    @Spec({"D-205", "HA-057"})
    @Test
    void a_call_ends_the_wait() {
        Thread waiting = waiting(Deadline.after(0, LOOP_WAIT));
        clock.advance(Duration.ofMillis(100));

        pacemaker.wake();

        Await.until(() -> !waiting.isAlive());
    }

    @Test
    void a_call_during_the_turn_is_not_forgotten() {
        pacemaker.wake();
        clock.advance(Duration.ofMillis(100));

        pacemaker.await(0, Deadline.after(0, LOOP_WAIT));

        assertThat(clock.nanos()).isLessThan(LOOP_WAIT.toNanos());
    }

    @Test
    void calls_do_not_make_turns_follow_each_other_without_pause() {
        Thread waiting = waiting(Deadline.after(0, LOOP_WAIT));

        pacemaker.wake();
        clock.advance(Duration.ofMillis(99));
        assertThat(waiting.isAlive()).isTrue();
        clock.advance(Duration.ofMillis(1));

        Await.until(() -> !waiting.isAlive());
    }

    @Spec("D-124")
    @Test
    void an_alarm_brings_the_turn_forward_to_its_instant_and_is_then_forgotten() {
        pacemaker.wakeAt(Deadline.after(0, Duration.ofSeconds(7)));
        pacemaker.wakeAt(Deadline.after(0, Duration.ofSeconds(4)));
        pacemaker.wakeAt(Deadline.after(0, Duration.ofSeconds(9)));
        clock.advance(Duration.ofSeconds(4));

        pacemaker.await(0, Deadline.after(0, LOOP_WAIT));
        Thread next = waiting(Deadline.after(clock.nanos(), LOOP_WAIT));
        clock.advance(Duration.ofSeconds(5));

        assertThat(next.isAlive()).isTrue();
        clock.advance(Duration.ofSeconds(5));
        Await.until(() -> !next.isAlive());
    }

    private Thread waiting(Deadline next) {
        long began = clock.nanos();
        return Thread.ofPlatform().daemon().start(() -> pacemaker.await(began, next));
    }
}
