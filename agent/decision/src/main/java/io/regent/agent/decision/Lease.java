package io.regent.agent.decision;

import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;

/**
 * What this cycle knows of the leader lease. Only {@link Mine} is proof of anything: it comes from a confirmed conditional
 * write or renewal of this very cycle (DESIGN.md, safety rule 1).
 */
public sealed interface Lease {

    /** The store shows no holder. */
    record Vacant() implements Lease {}

    /** The store names us as the holder, which a renewal in this cycle has not confirmed yet. */
    record Claimed() implements Lease {}

    /** Confirmed in this cycle: ours until the deadline. */
    record Mine(Deadline until) implements Lease {}

    /** Asked in this cycle, and refused: it is not ours. */
    record Lost() implements Lease {}

    /** The store shows another holder. */
    record Theirs(MemberName holder) implements Lease {}

    /** The store did not answer, neither yes nor no. */
    record Unanswered(String cause) implements Lease {}
}
