package io.regent.postgres.replication;

import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.SlotPattern;
import io.regent.postgres.wal.Lsn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One step towards the wanted set of physical slots. */
public sealed interface SlotChange {

    /** Makes a slot that keeps the log from now on. */
    record Create(String name) implements SlotChange {}

    /** Lets go what is before the position. */
    record Advance(String name, Lsn to) implements SlotChange {}

    /** Removes an inactive slot. */
    record Drop(String name) implements SlotChange {}

    /**
     * The steps from what is to what is wanted. Slots in use, temporary ones and logical ones that are not wanted stay. A wanted slot
     * that has lost its log is made anew.
     *
     * @param foreign slots that are left as they are, wanted or not (HA-131)
     */
    static List<SlotChange> between(
            List<ReplicationSlot> present, Map<String, Lsn> wanted, Collection<SlotPattern> foreign) {
        var changes = new ArrayList<SlotChange>();
        var kept = new HashSet<String>();
        for (ReplicationSlot slot : present) {
            Optional<Lsn> target = Optional.ofNullable(wanted.get(slot.name()));
            boolean idle = !slot.active() && slot.isOurs(foreign);
            boolean lost = idle && slot.restartLsn().isEmpty();
            if (idle && (target.isEmpty() || lost)) {
                changes.add(new Drop(slot.name()));
                continue;
            }
            kept.add(slot.name());
            target.filter(lsn -> idle && slot.restartLsn().filter(lsn::isAfter).isPresent())
                    .ifPresent(lsn -> changes.add(new Advance(slot.name(), lsn)));
        }
        wanted.keySet().stream()
                .filter(name -> !kept.contains(name))
                .sorted()
                .forEach(name -> changes.add(new Create(name)));
        return changes;
    }
}
