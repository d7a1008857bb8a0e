package io.regent.dcs;

import io.regent.postgres.wal.Lsn;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the leader last told of itself (HA-016, HA-017).
 *
 * @param optime the leader's position at that time; {@link Lsn#NONE} when never told
 * @param slots positions by slot name
 * @param retainSlots names of member slots to keep for members that are away, sorted
 */
public record Status(Lsn optime, SortedMap<String, Lsn> slots, List<String> retainSlots) {

    public static final Status NONE = new Status(Lsn.NONE, new TreeMap<>(Map.of()), List.of());

    public Status {
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
        retainSlots = retainSlots.stream().sorted().toList();
    }

    /** The same slots with a new position of the leader (HA-016). */
    public Status at(Lsn position) {
        return new Status(position, slots, retainSlots);
    }
}
