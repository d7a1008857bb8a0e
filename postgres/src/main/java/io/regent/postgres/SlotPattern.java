package io.regent.postgres;

import java.util.Optional;

/**
 * Replication slots that belong to somebody else, an entry of {@code ignore_slots} (HA-131). A slot is one of these if everything that
 * is given is the same.
 *
 * @param name of the slot; empty for any
 * @param kind empty for both
 * @param database of a logical slot; empty for any
 * @param plugin of a logical slot; empty for any
 */
public record SlotPattern(
        Optional<String> name, Optional<Kind> kind, Optional<String> database, Optional<String> plugin) {

    /** The words of {@code pg_replication_slots.slot_type}. */
    public enum Kind {
        PHYSICAL,
        LOGICAL
    }

    /** Whether the slot is one of these. A physical slot has neither database nor plugin. */
    public boolean covers(ReplicationSlot slot) {
        return agrees(name, Optional.of(slot.name()))
                && agrees(kind, Optional.of(slot.physical() ? Kind.PHYSICAL : Kind.LOGICAL))
                && agrees(database, slot.decoder().map(Decoder::database))
                && agrees(plugin, slot.decoder().map(Decoder::plugin));
    }

    private static <T> boolean agrees(Optional<T> given, Optional<T> actual) {
        return given.isEmpty() || given.equals(actual);
    }
}
