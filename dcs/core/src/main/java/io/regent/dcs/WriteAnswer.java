package io.regent.dcs;

/** How a write ended. */
public sealed interface WriteAnswer {

    /** Written; the key now has this revision. */
    record Done(long revision) implements WriteAnswer {}

    /** The store answered: the precondition does not hold, nothing was written. */
    record Conflict() implements WriteAnswer {}

    /** The store did not answer in time; the write may or may not have happened. */
    record Unreachable(String cause) implements WriteAnswer {}
}
