package io.regent.agent.cycle;

import java.time.Duration;

/** What one member answered to a leader that wants to go on without the store (HA-170). */
public sealed interface FailsafeAnswer {

    /**
     * Yes.
     *
     * @param holds for how long the member will not lead, counted from when the request reached it
     */
    record Accepted(Duration holds) implements FailsafeAnswer {}

    /** No. */
    record Refused(String words) implements FailsafeAnswer {}

    /** No complete answer came in time; whether the member has promised anything is not known. */
    record Silent(String cause) implements FailsafeAnswer {}
}
