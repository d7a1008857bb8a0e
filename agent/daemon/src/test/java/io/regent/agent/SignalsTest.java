package io.regent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.agent.fake.Await;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Handlers of Unix signals. */
class SignalsTest {

    @Test
    void a_signal_is_heard_each_time() throws IOException, InterruptedException {
        var heard = new AtomicInteger();
        Signals.on("HUP", heard::incrementAndGet);

        hangUp();
        Await.until(() -> heard.get() == 1);
        hangUp();

        Await.until(() -> heard.get() == 2);
    }

    @Test
    void a_signal_that_cannot_be_handled_is_named() {
        assertThatThrownBy(() -> Signals.on("KILL", () -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SIGKILL");
    }

    private static void hangUp() throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        "kill", "-HUP", Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
