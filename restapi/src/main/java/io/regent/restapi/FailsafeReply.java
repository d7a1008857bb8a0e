package io.regent.restapi;

import io.regent.postgres.wal.Lsn;
import java.time.Duration;

/** What this member answers to a leader that goes on without the DCS (API-126). */
public sealed interface FailsafeReply {

    /**
     * Yes.
     *
     * @param position what the local server has received or replayed; {@link Lsn#NONE} when that is not known
     * @param holds for how long this member will not lead
     */
    record Accepted(Lsn position, Duration holds) implements FailsafeReply {}

    /** No: this member is a primary, or may become one. */
    record Leading() implements FailsafeReply {}

    /** No, for another reason. */
    record Refused(String why) implements FailsafeReply {}

    /** The failsafe mode is off here. */
    record Off() implements FailsafeReply {}
}
