package io.regent.agent.decision;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What previous cycles left behind for the failsafe mode.
 *
 * @param firstTurnAt when this agent made its first turn, in nanoseconds of the monotonic clock; empty before
 * @param underWay the members of every list that may have reached the store since it last showed the wanted one; whoever may be
 *     listed there may race, and so has to be asked
 */
public record FailsafePast(Optional<Long> firstTurnAt, SortedMap<String, String> underWay) {

    /** An agent that has just started. */
    public static final FailsafePast NONE = new FailsafePast(Optional.empty(), Collections.emptySortedMap());

    public FailsafePast {
        underWay = Collections.unmodifiableSortedMap(new TreeMap<>(underWay));
    }

    /** What is left behind by a cycle that ended with this view. */
    static FailsafePast after(View view) {
        return new FailsafePast(Optional.of(firstTurnAt(view)), underWay(view));
    }

    /** When this agent made its first turn, which may be this one. */
    static long firstTurnAt(View view) {
        return view.memory().failsafe().firstTurnAt().orElse(view.now());
    }

    /** Pessimistic: a write whose answer was good is under way as well, until a reading shows it. */
    private static SortedMap<String, String> underWay(View view) {
        var names = new TreeMap<String, String>();
        SortedMap<String, String> before = view.memory().failsafe().underWay();
        Optional<SortedMap<String, String>> wanted = FailsafeMembers.toPublish(view);
        switch (view.lease()) {
            case Lease.Mine _ ->
                wanted.ifPresent(list -> {
                    names.putAll(before);
                    names.putAll(list);
                });
            case Lease.Unanswered _, Lease.Claimed _ -> names.putAll(before);
            case Lease.Vacant _, Lease.Theirs _, Lease.Lost _ -> {}
        }
        return names;
    }
}
