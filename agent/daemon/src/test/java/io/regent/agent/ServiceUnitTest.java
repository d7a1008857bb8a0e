package io.regent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The unit for systemd that is shipped. */
class ServiceUnitTest {

    private static final Path UNIT = Path.of("../../config-samples/regent.service");

    /** Nothing is notified, so that neither the agent nor its server can say ready for the other. */
    @Spec("LES-050")
    @Test
    void only_the_agent_is_signalled_and_it_has_time_to_stop_its_server() throws IOException {
        assertThat(Files.readAllLines(UNIT))
                .contains("Type=simple", "KillMode=process", "KillSignal=SIGTERM", "TimeoutStopSec=120")
                .contains("Restart=on-failure", "RestartForceExitStatus=SIGHUP")
                .noneMatch(line -> line.startsWith("NotifyAccess"));
    }
}
