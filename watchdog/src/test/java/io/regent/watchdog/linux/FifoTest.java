package io.regent.watchdog.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.watchdog.WatchdogPlan;
import io.regent.watchdog.WatchdogPlan.Driver;
import io.regent.watchdog.WatchdogPlan.Mode;
import io.regent.watchdog.WatchdogState.Armed;
import io.regent.watchdog.WatchdogState.Failed;
import io.regent.watchdog.WatchdogState.Unusable;
import io.regent.watchdog.linux.SystemCalls.CallFailed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: the real system calls. Method: a fifo in place of the device, held open by the test for reading. */
class FifoTest {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final long FIONREAD = 0x541BL;

    @TempDir
    Path directory;

    private Path fifo = Path.of("/");

    @BeforeEach
    void make() throws IOException, InterruptedException {
        fifo = directory.resolve("watchdog");
        int code = new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
        assertThat(code).isZero();
    }

    @Test
    void a_fifo_shows_timeouts_feedings_and_the_close_of_the_testing_driver() throws IOException {
        var watchdog = LinuxWatchdog.ofThisMachine();
        try (var reader = new RandomAccessFile(fifo.toFile(), "rw")) {
            assertThat(watchdog.arm(plan(30), FRESH)).isEqualTo(new Armed(Duration.ofSeconds(25)));
            assertThat(read(reader, 5)).isEqualTo("V25\n1");

            watchdog.keepAlive(plan(30), FRESH);
            assertThat(read(reader, 1)).isEqualTo("1");

            watchdog.keepAlive(plan(20), Duration.ofSeconds(20));
            assertThat(read(reader, 5)).isEqualTo("V15\n1");

            watchdog.disarm();
            assertThat(read(reader, 1)).isEqualTo("V");
        }
    }

    @Test
    void a_fifo_that_nobody_reads_is_unusable_and_blocks_nobody() {
        assertThat(LinuxWatchdog.ofThisMachine().arm(plan(30), FRESH))
                .isEqualTo(new Failed(fifo + ": open: [6] No such device or address"));
    }

    @Test
    void a_fifo_is_no_watchdog_without_the_testing_driver() throws IOException {
        var plan = Plans.plan(Mode.AUTOMATIC, 30, fifo, Driver.LINUX);
        try (var reader = new RandomAccessFile(fifo.toFile(), "rw")) {
            assertThat(LinuxWatchdog.ofThisMachine().arm(plan, FRESH)).isInstanceOf(Unusable.class);
            assertThat(reader.getChannel().isOpen()).isTrue();
        }
    }

    @Test
    void an_ioctl_brings_its_answer_back() throws IOException, CallFailed {
        var calls = new LibC();
        try (var reader = new RandomAccessFile(fifo.toFile(), "rw")) {
            int descriptor = calls.open(fifo);
            calls.write(descriptor, "three".getBytes(StandardCharsets.US_ASCII));
            byte[] waiting = new byte[Integer.BYTES];

            calls.ioctl(descriptor, FIONREAD, waiting);
            calls.close(descriptor);

            assertThat(ByteBuffer.wrap(waiting).order(ByteOrder.nativeOrder()).getInt())
                    .isEqualTo(5);
            assertThat(read(reader, 5)).isEqualTo("three");
            assertThatThrownBy(() -> calls.write(descriptor, new byte[] {'1'})).isInstanceOf(CallFailed.class);
        }
    }

    @Test
    void what_is_missing_cannot_be_written_to() throws IOException {
        var calls = new LibC();

        assertThat(calls.mayWrite(fifo)).isTrue();
        Files.delete(fifo);
        assertThat(calls.mayWrite(fifo)).isFalse();
    }

    private WatchdogPlan plan(int ttl) {
        return Plans.plan(Mode.REQUIRED, ttl, fifo, Driver.TESTING);
    }

    private static String read(RandomAccessFile fifo, int count) throws IOException {
        byte[] bytes = new byte[count];
        fifo.readFully(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
