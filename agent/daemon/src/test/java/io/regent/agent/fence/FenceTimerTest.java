package io.regent.agent.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeProcess;
import io.regent.agent.fake.ManualClock;
import io.regent.dcs.Deadline;
import io.regent.postgres.ServerProcess;
import io.regent.postgres.ServerProcess.Signal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second line of fencing. The clock stands still unless a test moves it; the timer looks at it by itself. */
class FenceTimerTest {

    private static final Duration TIME = Duration.ofSeconds(27);

    private final ManualClock clock = new ManualClock();
    private final FakeProcess server = new FakeProcess();
    private final AtomicInteger fired = new AtomicInteger();
    private final FenceTimer timer = new FenceTimer(clock, () -> server, fired::incrementAndGet);

    @BeforeEach
    void run() {
        server.runAs(100);
        timer.start();
    }

    @AfterEach
    void close() {
        timer.close();
    }

    @Test
    void the_server_is_ended_at_the_point_although_nobody_calls() {
        timer.arm(Deadline.after(0, TIME));
        clock.advance(TIME);

        Await.until(() -> fired.get() == 1);

        assertThat(server.isAlive()).isFalse();
        assertThat(server.signals()).containsExactly(Signal.QUIT);
    }

    @Test
    void nothing_happens_before_the_point() {
        timer.arm(Deadline.after(0, TIME));
        clock.advance(TIME.minusNanos(1));
        letTheTimerLook();

        assertThat(server.signals()).isEmpty();
    }

    @Test
    void nothing_happens_after_it_was_disarmed() {
        timer.arm(Deadline.after(0, TIME));
        timer.disarm();
        clock.advance(TIME);
        timer.arm(Deadline.after(clock.nanos(), TIME));
        letTheTimerLook();

        assertThat(server.signals()).isEmpty();
    }

    @Test
    void a_renewal_moves_the_point() {
        timer.arm(Deadline.after(0, TIME));
        clock.advance(TIME.minusSeconds(1));
        timer.arm(Deadline.after(clock.nanos(), TIME));
        clock.advance(TIME.minusSeconds(1));
        letTheTimerLook();
        assertThat(server.signals()).isEmpty();

        clock.advance(Duration.ofSeconds(1));

        Await.until(() -> fired.get() == 1);
    }

    @Test
    void it_fires_once_and_can_be_armed_again() {
        timer.arm(Deadline.after(0, TIME));
        clock.advance(TIME);
        Await.until(() -> fired.get() == 1);
        server.runAs(101);

        timer.arm(Deadline.after(clock.nanos(), TIME));
        letTheTimerLook();
        assertThat(server.isAlive()).isTrue();
        clock.advance(TIME);

        Await.until(() -> fired.get() == 2);
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void what_does_not_obey_is_killed() {
        server.behave(FakeProcess.Manners.STUBBORN);
        timer.arm(Deadline.after(0, TIME));
        clock.advance(TIME);
        Await.until(() -> server.signals().contains(Signal.QUIT));
        assertThat(server.isAlive()).isTrue();

        clock.advance(Duration.ofMillis(300));

        Await.until(() -> fired.get() == 1);
        assertThat(server.signals()).startsWith(Signal.QUIT, Signal.KILL);
    }

    @Spec("LES-042")
    @Test
    void it_is_not_over_while_a_backend_lives_without_its_postmaster() {
        server.behave(FakeProcess.Manners.BACKEND_STAYS);
        timer.arm(Deadline.after(0, TIME));
        clock.advance(TIME);
        Await.until(() -> !server.isAlive());
        clock.advance(Duration.ofSeconds(60));
        Await.until(() -> server.signals().stream().filter(Signal.KILL::equals).count() > 3);
        assertThat(fired).hasValue(0);

        server.vanish();

        Await.until(() -> fired.get() == 1);
    }

    @Test
    void a_server_that_was_started_anew_is_left_alone() {
        server.behave(FakeProcess.Manners.STUBBORN);
        timer.arm(Deadline.after(0, TIME));
        clock.advance(TIME);
        Await.until(() -> server.signals().contains(Signal.QUIT));

        server.runAs(101);
        Await.until(() -> fired.get() == 1);
        clock.advance(Duration.ofSeconds(1));
        timer.arm(Deadline.after(clock.nanos(), TIME));
        letTheTimerLook();

        assertThat(server.isAlive()).isTrue();
        assertThat(server.signals()).doesNotContain(Signal.KILL);
    }

    @Test
    void a_failure_of_the_look_at_the_processes_does_not_end_the_watch() {
        var looks = new AtomicInteger();
        try (var shaky = new FenceTimer(clock, () -> failingFirst(looks), fired::incrementAndGet)) {
            shaky.start();

            shaky.arm(Deadline.after(0, TIME));
            clock.advance(TIME);

            Await.until(() -> fired.get() == 1);
            assertThat(server.isAlive()).isFalse();
        }
    }

    private ServerProcess failingFirst(AtomicInteger looks) {
        if (looks.incrementAndGet() < 3) {
            throw new IllegalStateException("no process table");
        }
        return server;
    }

    /** It looks at the clock again and again while it is armed, and has seen by now whatever it is going to act upon. */
    private void letTheTimerLook() {
        long before = clock.looks();
        Await.until(() -> clock.looks() > before + 4);
    }
}
