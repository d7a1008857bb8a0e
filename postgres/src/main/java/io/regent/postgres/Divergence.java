package io.regent.postgres;

/** Whether the local data can follow the leader as it is. */
public sealed interface Divergence {

    /** All that is local is part of the leader's history. */
    record Follows() implements Divergence {}

    /**
     * The local log went another way than the leader's.
     *
     * @param reason positions and timelines, for the log
     */
    record Diverged(String reason) implements Divergence {}

    /**
     * Both logs say that they are on the same timeline, and they are not the same: two servers were promoted apart from each other and
     * gave their timelines the same number. Neither streaming nor {@code pg_rewind} would notice, both go by the numbers (LES-023).
     *
     * @param reason positions and timelines, for the log
     */
    record Irreconcilable(String reason) implements Divergence {}

    /**
     * It cannot be said now: the leader is not ready or not reachable, or a tool's answer was not understood (LES-075).
     *
     * @param reason for the log
     */
    record NotKnown(String reason) implements Divergence {}
}
