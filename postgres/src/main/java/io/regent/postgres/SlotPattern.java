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

    /**
     * Whether a physical slot of that name is one of these; a physical slot has neither database nor plugin. Nobody asks about a logical
     * one, because the agent lets all of them be.
     */
    public boolean coversPhysical(String slot) {
        return name.filter(given -> !given.equals(slot)).isEmpty()
                && kind.filter(given -> given == Kind.LOGICAL).isEmpty()
                && database.isEmpty()
                && plugin.isEmpty();
    }
}
