package io.regent.postgres.replication;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.sql.Session;
import io.regent.postgres.sql.Sessions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tells which logical slots of a standby can be read from after a promotion (HA-128). A copied slot needs old rows of the catalogue, and
 * until the standby's own physical slot holds them on the primary, the primary may have removed some. The slot is sound once both is so:
 * the physical slot holds what it needs from now on, and it has come as far as the primary's own slot was when that was seen, which held
 * the rows until then.
 */
public record SlotsInStep(PostgresSettings settings) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Transaction ids are compared as the server does, in a circle of 2^32 (PostgreSQL manual, section 25.1.5). */
    private static final String QUESTION = """
            SELECT slot_name::text, catalog_xmin::text::bigint
              FROM pg_replication_slots
             WHERE catalog_xmin IS NOT NULL AND (slot_type = 'logical' OR slot_name = ?)
            """;

    /**
     * The names of the logical slots that are sound.
     *
     * @param physical the slot on the leader through which this standby, or the one that it streams from, gets the log
     * @throws SQLException when one of the two servers does not answer
     */
    public SortedSet<String> find(Upstream leader, String physical) throws SQLException {
        Map<String, Long> there;
        try (Session session = Sessions.remote(
                leader, settings.database(), settings.authentication().rewinder(), Optional.of(LIMIT))) {
            there = horizons(session, physical);
        }
        Map<String, Long> here;
        try (Session session = Sessions.local(settings, Optional.of(LIMIT))) {
            here = horizons(session, "");
        }
        return sound(Optional.ofNullable(there.get(physical)), there, here);
    }

    static SortedSet<String> sound(Optional<Long> held, Map<String, Long> there, Map<String, Long> here) {
        var sound = new TreeSet<String>();
        here.forEach((name, own) -> {
            boolean holds = held.filter(horizon -> !isBefore(own, horizon)).isPresent();
            boolean caughtUp = Optional.ofNullable(there.get(name))
                    .filter(leaders -> !isBefore(own, leaders))
                    .isPresent();
            if (holds && caughtUp) {
                sound.add(name);
            }
        });
        return sound;
    }

    private static boolean isBefore(long one, long other) {
        return (int) (one - other) < 0;
    }

    private static Map<String, Long> horizons(Session session, String physical) throws SQLException {
        var horizons = new HashMap<String, Long>();
        try (var statement = session.prepareStatement(QUESTION)) {
            statement.setString(1, physical);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    horizons.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return horizons;
    }
}
