package io.regent.agent.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.fake.Await;
import io.regent.agent.fake.FakeProcess;
import io.regent.agent.fake.ManualClock;
import io.regent.postgres.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path data;

    private final ManualClock clock = new ManualClock();

    @Test
    void a_disk_that_takes_writes_is_not_silent() {
        try (var probe = new DiskProbe(() -> data, clock)) {
            probe.watch(true);
            clock.advance(LONG);

            probe.start();

            Await.until(() -> probe.silentFor().isZero());
            assertThat(data.resolve(".regent_probe")).exists();
        }
    }

    @Test
    void a_disk_that_hangs_is_silent_for_as_long_as_it_hangs() {
        var gate = new CountDownLatch(1);
        try (var probe = new DiskProbe(() -> hanging(gate), clock)) {
            probe.watch(true);
            probe.start();
            clock.advance(LONG);

            assertThat(probe.silentFor()).isEqualTo(LONG);

            gate.countDown();
            Await.until(() -> probe.silentFor().isZero());
        }
    }

    @Test
    void the_disk_of_a_server_that_does_not_run_is_not_held_against_it() {
        try (var probe = new DiskProbe(() -> data, clock)) {
            clock.advance(LONG);

            assertThat(probe.silentFor()).isZero();
        }
    }

    @Test
    void the_loop_is_woken_when_the_server_has_died_and_when_nothing_is_left_of_it() {
        var server = new FakeProcess();
        server.behave(FakeProcess.Manners.BACKEND_STAYS);
        var woken = new AtomicInteger();
        try (var watch = new PostmasterWatch(server, woken::incrementAndGet)) {
            watch.look();
            server.runAs(7);
            watch.look();
            assertThat(woken).hasValue(0);

            server.signal(ServerProcess.Signal.KILL);
            watch.look();
            assertThat(woken).hasValue(1);

            watch.look();
            assertThat(woken).hasValue(1);
            server.vanish();
            watch.look();
            assertThat(woken).hasValue(2);

            watch.look();
            assertThat(woken).hasValue(2);
        }
    }

    @Test
    void sessions_without_an_answer_are_counted_until_one_is_answered() {
        var answered = new AtomicBoolean();
        try (var probe = new ConnectionProbe(answered::get, Duration.ofMillis(1))) {
            probe.watch(true);
            probe.start();

            Await.until(() -> probe.failures() > 3);

            answered.set(true);
            Await.until(() -> probe.failures() == 0);
        }
    }

    @Test
    void a_server_that_does_not_run_owes_no_answer() {
        try (var probe = new ConnectionProbe(() -> false, Duration.ofMillis(1))) {
            probe.watch(true);
            probe.start();
            Await.until(() -> probe.failures() > 0);

            probe.watch(false);

            Await.until(() -> probe.failures() == 0);
        }
    }

    private Path hanging(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return data;
    }
}
