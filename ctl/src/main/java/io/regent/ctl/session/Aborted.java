package io.regent.ctl.session;

/** The operator's answers ended before a question was answered; the program ends with 1 (CTL-002). */
public final class Aborted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Aborted() {
        super("Aborted!");
    }
}
