package io.regent.postgres;

import io.regent.postgres.wal.Lsn;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The replication slots that a server should have.
 *
 * @param physical the position up to which nothing need be kept, by name; {@link Lsn#NONE} for "do not advance". Other physical slots go
 * @param logical the same for logical slots; others stay
 * @param makesLogical whether a logical slot that is missing is made. Only a primary can make one from which no change is missing
 * @param discarded slots that go although they may be wanted: they are of no use or do harm as they are
 */
public record SlotPlan(
        SortedMap<String, Lsn> physical,
        SortedMap<String, Logical> logical,
        boolean makesLogical,
        SortedSet<String> discarded) {

    /**
     * A logical slot.
     *
     * @param to up to where its consumer has everything; {@link Lsn#NONE} for "do not advance"
     */
    public record Logical(Decoder decoder, Lsn to) {}

    public SlotPlan {
        physical = Collections.unmodifiableSortedMap(new TreeMap<>(physical));
        logical = Collections.unmodifiableSortedMap(new TreeMap<>(logical));
        discarded = Collections.unmodifiableSortedSet(new TreeSet<>(discarded));
    }

    /** A plan without logical slots. */
    public static SlotPlan physical(Map<String, Lsn> physical) {
        return new SlotPlan(new TreeMap<>(physical), Collections.emptySortedMap(), false, Collections.emptySortedSet());
    }
}
