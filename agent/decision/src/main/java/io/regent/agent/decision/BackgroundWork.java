package io.regent.agent.decision;

import io.regent.postgres.ShutdownCheckpoint;
import java.time.Duration;
import java.util.Optional;

/** The state of the one background slot. */
public sealed interface BackgroundWork {

    /** Nothing runs, and nothing ended since the last cycle. */
    record Idle() implements BackgroundWork {}

    /**
     * Work is being done.
     *
     * @param past how long it has run
     * @param committed whether the step that cannot be taken back was taken, for example the promote command
     * @param shutDownAt the clean shutdown checkpoint, once a stopping server got that far and the lease may go to a member that
     *     has it (HA-073); not told of a server whose log has to reach the archive first (HA-156)
     */
    record Running(Task task, Duration past, boolean committed, Optional<ShutdownCheckpoint> shutDownAt)
            implements BackgroundWork {}

    /** Work ended well since the last cycle. */
    record Succeeded(Task task) implements BackgroundWork {}

    /** Work could not be done since the last cycle, because another server was not ready for it (LES-073). */
    record NotReady(Task task, String reason) implements BackgroundWork {}

    /** Work ended badly since the last cycle. */
    record Failed(Task task, String reason) implements BackgroundWork {}
}
