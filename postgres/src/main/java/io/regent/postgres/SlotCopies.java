package io.regent.postgres;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Logical slots of a primary, as they can be laid into the data directory of a standby.
 *
 * @param states the content of each slot's state file, by the slot's name
 * @param refusals a sentence for each slot that cannot be copied now
 */
public record SlotCopies(SortedMap<String, byte[]> states, List<String> refusals) {

    public SlotCopies {
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
        refusals = List.copyOf(refusals);
    }
}
