package io.regent.postgres;

import io.regent.postgres.wal.Lsn;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A row of {@code pg_replication_slots}.
 *
 * @param decoder what a logical slot reads; empty for a physical one
 * @param restartLsn the oldest position it keeps; empty while it reserves nothing
 * @param confirmed up to where the consumer of a logical slot has everything; empty for a physical one
 */
public record ReplicationSlot(
        String name,
        Optional<Decoder> decoder,
        SortedSet<Trait> traits,
        Optional<Lsn> restartLsn,
        Optional<Lsn> confirmed) {

    /** What else there is to say of a slot. */
    public enum Trait {
        /** Somebody reads from it now. */
        ACTIVE,
        /** It goes with the session that made it. */
        TEMPORARY,
        /** The log that it should keep is gone, or the server has invalidated it: nobody can read from it any more. */
        LOST,
        /** It keeps dead rows from being removed: it has an {@code xmin} or a {@code catalog_xmin}. */
        HOLDS_ROWS,
        /** PostgreSQL itself keeps it on the standbys (from version 17 on: {@code failover}). */
        LEFT_TO_SERVER,
        /**
         * The slot of a former primary that the server should keep on its standbys, and cannot because this one is in its way: it has
         * {@code failover} and is not {@code synced}, on a standby that synchronises slots (HA-132).
         */
        IN_THE_WAY
    }

    /** The slots that a subscription makes for the first copy of its tables (PostgreSQL manual, section 31.2.1). */
    private static final Pattern FIRST_COPY = Pattern.compile("pg_[0-9]+_sync_[0-9]+_[0-9]+");

    public ReplicationSlot {
        traits = Collections.unmodifiableSortedSet(new TreeSet<>(traits));
    }

    /** A physical slot. */
    public static ReplicationSlot physical(String name, Optional<Lsn> restartLsn, Trait... traits) {
        return new ReplicationSlot(
                name, Optional.empty(), new TreeSet<>(List.of(traits)), restartLsn, Optional.empty());
    }

    /** A logical slot whose consumer has everything from before the position that it keeps. */
    public static ReplicationSlot logical(String name, Decoder decoder, Lsn position, Trait... traits) {
        return new ReplicationSlot(
                name,
                Optional.of(decoder),
                new TreeSet<>(List.of(traits)),
                Optional.of(position),
                Optional.of(position));
    }

    /** Whether it is physical; logical otherwise. */
    public boolean physical() {
        return decoder.isEmpty();
    }

    /** Whether it is so. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /**
     * Whether the agent may move and drop it when nobody uses it: it is not temporary, and not somebody else's, be it an operator's, the
     * server's own, or that of a subscription that copies its tables (LES-084).
     *
     * @param foreign the slots that an operator looks after (HA-131)
     */
    public boolean isOurs(Collection<SlotPattern> foreign) {
        boolean servers = has(Trait.LEFT_TO_SERVER) && !has(Trait.IN_THE_WAY);
        return !has(Trait.TEMPORARY)
                && !servers
                && !FIRST_COPY.matcher(name).matches()
                && foreign.stream().noneMatch(pattern -> pattern.covers(this));
    }
}
