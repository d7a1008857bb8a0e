package io.regent.postgres;

/** How a long operation on the local server ended. */
public sealed interface Outcome {

    /** What was asked for is so now. */
    record Done() implements Outcome {}

    /**
     * It did not work, and nothing goes on in the background.
     *
     * @param reason for the operator, with the last words of the program that failed; never holds a password
     */
    record Failed(String reason) implements Outcome {}

    /**
     * It was not done, or not to its end, because another server does not answer or is not ready; the same may work later (LES-073).
     *
     * @param reason likewise
     */
    record NotReady(String reason) implements Outcome {}

    /** The time was up before the server accepted connections (start) or ended (stop); it goes on by itself (LES-053). */
    record StillUnderWay() implements Outcome {}

    /** The calling thread was interrupted; the programs that it had started are ended. */
    record Cancelled() implements Outcome {}
}
