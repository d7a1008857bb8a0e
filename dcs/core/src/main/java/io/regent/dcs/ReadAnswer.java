package io.regent.dcs;

/** How a reading of the cluster ended. */
public sealed interface ReadAnswer {

    /** The cluster as the store has it. */
    record Seen(Cluster cluster) implements ReadAnswer {}

    /** The store did not answer in time, or could not vouch for its answer. */
    record Unreachable(String cause) implements ReadAnswer {}
}
