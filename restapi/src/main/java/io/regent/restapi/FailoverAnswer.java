package io.regent.restapi;

/** How the writing of a request for a switchover or failover ended. */
public sealed interface FailoverAnswer {

    /** It stands in the DCS. */
    record Requested() implements FailoverAnswer {}

    /** The DCS did not take it. */
    record NotWritten(String cause) implements FailoverAnswer {}

    /**
     * The agent does not do such a thing.
     *
     * @param what one sentence for the operator
     */
    record NotSupported(String what) implements FailoverAnswer {}
}
