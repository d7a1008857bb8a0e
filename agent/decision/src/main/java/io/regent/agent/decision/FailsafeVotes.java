package io.regent.agent.decision;

import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether the members let this primary go on without the store (HA-168). */
public sealed interface FailsafeVotes {

    /** They were not asked in this cycle. */
    record NotAsked() implements FailsafeVotes {}

    /** Every one of them said yes in time, or there is nobody else: none of them leads until then. */
    record Accepted(Deadline until) implements FailsafeVotes {}

    /**
     * Somebody did not say yes.
     *
     * @param reasons by member; empty when no time was left to ask
     */
    record Refused(SortedMap<MemberName, String> reasons) implements FailsafeVotes {

        public Refused {
            reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
        }
    }
}
