package io.regent.ctl.session;

/** A command cannot go on. The message says why, in the words of the operator; the program ends with 1 (CTL-002). */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Refusal(String message) {
        super(message);
    }

    /** The same reason, where something below has found it. */
    public Refusal(RuntimeException reason) {
        super(reason.getMessage(), reason);
    }
}
