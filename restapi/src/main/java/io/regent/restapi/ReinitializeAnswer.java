package io.regent.restapi;

/** Whether a reinitialization has begun (API-121). */
public sealed interface ReinitializeAnswer {

    record Started() implements ReinitializeAnswer {}

    /** This node leads; its data are not thrown away. */
    record IsLeader() implements ReinitializeAnswer {}

    /**
     * Nothing was thrown away (HA-109, LES-110).
     *
     * @param reason one sentence, such as {@code Cluster has no leader, can not reinitialize}
     */
    record Refused(String reason) implements ReinitializeAnswer {}

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
