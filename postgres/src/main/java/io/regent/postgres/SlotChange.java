package io.regent.postgres;

import io.regent.postgres.ReplicationSlot.Trait;
import io.regent.postgres.wal.Lsn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** One step towards the wanted set of replication slots. */
public sealed interface SlotChange {

    /** Makes a physical slot that keeps the log from now on. */
    record Create(String name) implements SlotChange {}

    /** Makes a logical slot that has the changes from now on. */
    record CreateLogical(String name, Decoder decoder) implements SlotChange {}

    /** Lets go what is before the position. */
    record Advance(String name, Lsn to) implements SlotChange {}

    /** The same for a logical slot, which only a session of its own database can do. */
    record AdvanceLogical(String name, String database, Lsn to) implements SlotChange {}

    /** Removes an inactive slot. */
    record Drop(String name) implements SlotChange {}

    /**
     * The steps from what is to what is wanted. Slots in use stay, and so do temporary ones and logical ones that nobody wants. A wanted
     * slot that is of no use or of another kind is made anew (HA-123, HA-130).
     *
     * @param foreign slots that are left as they are, wanted or not (HA-131)
     */
    static List<SlotChange> between(
            Collection<ReplicationSlot> present, SlotPlan wanted, Collection<SlotPattern> foreign) {
        var changes = new ArrayList<SlotChange>();
        var kept = new HashSet<String>();
        for (ReplicationSlot slot : present) {
            boolean free = !slot.has(Trait.ACTIVE) && slot.isOurs(foreign);
            if (free && goes(slot, wanted)) {
                changes.add(new Drop(slot.name()));
                continue;
            }
            kept.add(slot.name());
            if (free) {
                advance(slot, wanted).ifPresent(changes::add);
            }
        }
        wanted.physical().keySet().stream()
                .filter(name -> !kept.contains(name))
                .forEach(name -> changes.add(new Create(name)));
        if (wanted.makesLogical()) {
            wanted.logical().forEach((name, logical) -> {
                if (!kept.contains(name)) {
                    changes.add(new CreateLogical(name, logical.decoder()));
                }
            });
        }
        return changes;
    }

    private static boolean goes(ReplicationSlot slot, SlotPlan wanted) {
        String name = slot.name();
        Optional<Decoder> logical =
                Optional.ofNullable(wanted.logical().get(name)).map(SlotPlan.Logical::decoder);
        boolean physical = wanted.physical().containsKey(name);
        boolean another = slot.decoder()
                .map(decoder -> physical
                        || logical.filter(other -> !other.equals(decoder)).isPresent())
                .orElse(!physical);
        boolean named = physical || logical.isPresent();
        return another || wanted.discarded().contains(name) || (named && isUseless(slot));
    }

    private static boolean isUseless(ReplicationSlot slot) {
        return slot.has(Trait.LOST) || slot.restartLsn().isEmpty();
    }

    private static Optional<SlotChange> advance(ReplicationSlot slot, SlotPlan wanted) {
        return slot.decoder()
                .map(decoder -> Optional.ofNullable(wanted.logical().get(slot.name()))
                        .map(SlotPlan.Logical::to)
                        .filter(to -> slot.confirmed().filter(to::isAfter).isPresent())
                        .<SlotChange>map(to -> new AdvanceLogical(slot.name(), decoder.database(), to)))
                .orElseGet(() -> Optional.ofNullable(wanted.physical().get(slot.name()))
                        .filter(to -> slot.restartLsn().filter(to::isAfter).isPresent())
                        .map(to -> new Advance(slot.name(), to)));
    }
}
