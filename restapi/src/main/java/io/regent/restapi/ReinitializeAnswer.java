package io.regent.restapi;

/** Whether a reinitialization has begun (API-121). */
public sealed interface ReinitializeAnswer {

    record Started() implements ReinitializeAnswer {}

    /** This node leads; its data are not thrown away. */
    record IsLeader() implements ReinitializeAnswer {}

    /** There is no leader to clone from. */
    record NoLeader() implements ReinitializeAnswer {}

    /**
     * Another long action runs.
     *
     * @param action its name, such as {@code restart}
     */
    record Busy(String action) implements ReinitializeAnswer {}

    /**
     * The agent does not do such a thing.
     *
     * @param what one sentence for the operator
     */
    record NotSupported(String what) implements ReinitializeAnswer {}
}
