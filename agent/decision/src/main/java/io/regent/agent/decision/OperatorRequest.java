package io.regent.agent.decision;

import java.time.Duration;
import java.util.Optional;

/** What an operator asked this member for, outside the store. */
public sealed interface OperatorRequest {

    /**
     * Restart the server in its present role (D-213).
     *
     * @param startTimeout replaces {@code primary_start_timeout}
     */
    record Restart(Optional<Duration> startTimeout) implements OperatorRequest {}

    /**
     * Throw the data away and clone again (D-211).
     *
     * @param fromLeader the leader is the source even where another member offers itself
     * @param discardsNewerData also when the leader has only older data (LES-110)
     */
    record Reinitialize(boolean fromLeader, boolean discardsNewerData) implements OperatorRequest {}
}
