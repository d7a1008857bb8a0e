package io.regent.agent;

/** Something on this machine or in the cluster forbids the agent to start. The message is for the operator. */
final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotStart(String message) {
        super(message);
    }
}
