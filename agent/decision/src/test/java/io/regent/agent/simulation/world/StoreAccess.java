package io.regent.agent.simulation.world;

import java.util.EnumMap;
import java.util.Map;

/** How well the store serves one node. Several faults may limit the same; it is free again when the last of them is over. */
public final class StoreAccess {

    /** What can be missing. */
    public enum Limit {
        /** Only a member outside the quorum answers. */
        MINORITY,
        /** Requests end with errors. */
        ERRORS,
        /** Answers get lost. */
        LOST_REPLIES,
        /** Nothing is told of changes. */
        NO_WATCH
    }

    private final Map<Limit, Integer> limits = new EnumMap<>(Limit.class);

    public void limit(Limit limit) {
        limits.merge(limit, 1, Integer::sum);
    }

    /** Undoes one {@link #limit}. */
    public void free(Limit limit) {
        limits.computeIfPresent(limit, (_, count) -> count == 1 ? null : count - 1);
    }

    boolean is(Limit limit) {
        return limits.containsKey(limit);
    }
}
