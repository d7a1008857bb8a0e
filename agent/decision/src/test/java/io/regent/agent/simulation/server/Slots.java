package io.regent.agent.simulation.server;

import io.regent.postgres.Decoder;
import io.regent.postgres.SlotPlan;
import io.regent.postgres.wal.Lsn;
import java.util.SortedMap;
import java.util.TreeMap;

/** The replication slots of a server. */
public final class Slots {

    private SortedMap<String, Lsn> physical = new TreeMap<>();
    private final SortedMap<String, Decoder> logical = new TreeMap<>();

    /** Makes them what is wanted. Logical slots are made on a primary only; a standby gets them by a copy. */
    public void keep(SlotPlan wanted) {
        physical = new TreeMap<>(wanted.physical());
        if (wanted.makesLogical()) {
            wanted.logical().forEach((name, slot) -> logical.put(name, slot.decoder()));
        }
        logical.keySet().removeAll(wanted.discarded());
    }

    public SortedMap<String, Lsn> physical() {
        return physical;
    }

    public SortedMap<String, Decoder> logical() {
        return logical;
    }
}
