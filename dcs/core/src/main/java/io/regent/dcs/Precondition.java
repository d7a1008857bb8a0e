package io.regent.dcs;

/** What must hold of a key for a write to happen (HA-023). */
public sealed interface Precondition {

    /** Nothing. */
    record Anything() implements Precondition {}

    /** The key does not exist. */
    record Absent() implements Precondition {}

    /** The key still has the revision at which it was read. */
    record Unchanged(long revision) implements Precondition {}
}
