package io.regent.postgres.sql;

import io.regent.postgres.Decoder;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.ReplicationSlot.Trait;
import io.regent.postgres.wal.Lsn;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code pg_replication_slots}, whose columns grew with the versions: what a version does not have is read as null. */
final class SlotRows {

    /** Gives one array of arrays of text, or null. */
    static final String QUERY = """
            SELECT array_agg(ARRAY[s.slot_name::text, s.database::text, s.plugin::text, s.restart_lsn::text,
                                   s.confirmed_flush_lsn::text, s.active::text, s.temporary::text,
                                   (to_jsonb(s) ->> 'wal_status' = 'lost'
                                    OR coalesce((to_jsonb(s) ->> 'conflicting')::boolean, false)
                                    OR to_jsonb(s) ->> 'invalidation_reason' IS NOT NULL)::text,
                                   (s.xmin IS NOT NULL OR s.catalog_xmin IS NOT NULL)::text,
                                   coalesce(to_jsonb(s) ->> 'failover', 'false'),
                                   (to_jsonb(s) ->> 'failover' = 'true' AND to_jsonb(s) ->> 'synced' = 'false'
                                    AND pg_is_in_recovery()
                                    AND coalesce(current_setting('sync_replication_slots', true), 'off') = 'on')::text]
                             ORDER BY s.slot_name)
              FROM pg_replication_slots s
            """;

    /** The traits, in the order of their columns. */
    private static final List<Trait> TRAITS = List.of(
            Trait.ACTIVE, Trait.TEMPORARY, Trait.LOST, Trait.HOLDS_ROWS, Trait.LEFT_TO_SERVER, Trait.IN_THE_WAY);

    private static final int FIRST_TRAIT = 5;

    private SlotRows() {}

    static List<ReplicationSlot> read(@Nullable Array rows) throws SQLException {
        var slots = new ArrayList<ReplicationSlot>();
        if (rows != null) {
            for (@Nullable String[] column : (String[][]) rows.getArray()) {
                slots.add(slot(column));
            }
        }
        return slots;
    }

    private static ReplicationSlot slot(@Nullable String[] column) {
        var traits = new TreeSet<Trait>();
        for (int i = 0; i < TRAITS.size(); i++) {
            if ("true".equals(column[FIRST_TRAIT + i])) {
                traits.add(TRAITS.get(i));
            }
        }
        String plugin = column[2];
        Optional<Decoder> decoder = plugin == null
                ? Optional.empty()
                : Optional.of(new Decoder(Optional.ofNullable(column[1]).orElse(""), plugin));
        return new ReplicationSlot(
                Optional.ofNullable(column[0]).orElse(""), decoder, traits, lsn(column[3]), lsn(column[4]));
    }

    private static Optional<Lsn> lsn(@Nullable String text) {
        return Optional.ofNullable(text).map(Lsn::parse);
    }
}
