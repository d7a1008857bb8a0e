package io.regent.agent.decision;

import io.regent.dcs.MemberName;
import java.util.Optional;

/**
 * One thing that was found out about a member on the way to a decision.
 *
 * @param about the member that might have led, taken over or been brought back
 * @param rule the row of the table that refused it; empty where no row of its own says so
 * @param words the check and its numbers, without the name of the member
 */
public record Finding(MemberName about, Verdict verdict, Optional<Rule> rule, String words) {

    /** What was found out. */
    public enum Verdict {
        /** Nothing speaks against it. */
        FIT,
        /** A check failed. */
        REFUSED,
        /** It cannot be said, because the member did not answer. */
        UNKNOWN
    }

    static Finding fit(MemberName about, String words) {
        return new Finding(about, Verdict.FIT, Optional.empty(), words);
    }

    static Finding refused(MemberName about, String words) {
        return new Finding(about, Verdict.REFUSED, Optional.empty(), words);
    }

    static Finding refused(MemberName about, Rule rule, String words) {
        return new Finding(about, Verdict.REFUSED, Optional.of(rule), words);
    }

    static Finding unknown(MemberName about, String words) {
        return new Finding(about, Verdict.UNKNOWN, Optional.empty(), words);
    }
}
