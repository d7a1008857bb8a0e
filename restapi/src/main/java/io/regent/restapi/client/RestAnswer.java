package io.regent.restapi.client;

/** How a request to a member ended. */
public sealed interface RestAnswer {

    /**
     * The member answered.
     *
     * @param status the HTTP status, 100 to 599
     * @param body decoded from UTF-8
     */
    record Replied(int status, String body) implements RestAnswer {}

    /** The member could not be connected to, so nothing has happened and the request may be sent again. */
    record Unreachable(String cause) implements RestAnswer {}

    /** No complete answer came in time; what was asked for may or may not have happened. */
    record Unanswered(String cause) implements RestAnswer {}
}
