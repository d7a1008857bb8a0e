package io.regent.postgres.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ProgramTest {

    @Test
    void output_errors_and_exit_code_come_back() throws Exception {
        Program.Result result = shell("echo out; echo err >&2; exit 3").run();

        assertThat(result).isEqualTo(new Program.Result(3, "out\n", "err\n"));
        assertThat(result.lastWords()).isEqualTo("exit code 3: err");
    }

    @Test
    void a_program_that_does_not_exist_has_failed() throws Exception {
        assertThat(Program.of(List.of("/no/such/program")).run().succeeded()).isFalse();
    }

    @Test
    void more_output_than_is_kept_does_not_stop_the_program() throws Exception {
        assertThat(shell("yes | head -c 3000000").run().succeeded()).isTrue();
    }

    @Test
    void an_interrupt_ends_the_whole_tree() throws Exception {
        var ended = new CompletableFuture<Boolean>();
        String mark = "8" + System.nanoTime();
        Thread owner = Thread.ofVirtual().start(() -> {
            try {
                shell("sleep " + mark + " & wait").run();
                ended.complete(false);
            } catch (InterruptedException e) {
                ended.complete(true);
            }
        });
        until(() -> lives(mark));

        owner.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
        until(() -> !lives(mark));
    }

    private static boolean lives(String mark) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info()
                        .arguments()
                        .filter(all -> List.of(all).contains(mark))
                        .isPresent());
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private static Program shell(String script) {
        return Program.of(List.of("/bin/sh", "-c", script));
    }
}
