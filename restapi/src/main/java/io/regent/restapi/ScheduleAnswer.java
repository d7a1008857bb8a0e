package io.regent.restapi;

/** How the scheduling of a restart ended (API-116). */
public sealed interface ScheduleAnswer {

    record Scheduled() implements ScheduleAnswer {}

    /** There is one already; it stays as it is. */
    record AlreadyScheduled() implements ScheduleAnswer {}

    /**
     * The agent does not do such a thing.
     *
     * @param what one sentence for the operator
     */
    record NotSupported(String what) implements ScheduleAnswer {}
}
