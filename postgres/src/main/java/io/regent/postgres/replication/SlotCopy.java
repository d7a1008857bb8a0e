package io.regent.postgres.replication;

import io.regent.postgres.Decoder;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.SlotCopies;
import io.regent.postgres.Upstream;
import io.regent.postgres.sql.Session;
import io.regent.postgres.sql.Sessions;
import io.regent.postgres.wal.Lsn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fetches logical slots from the primary for a running standby (HA-127). Whatever would keep the standby from starting with them, or make
 * them useless there, is found out before it is stopped (LES-082).
 */
public record SlotCopy(PostgresSettings settings) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The role that rewinds may read files, and what it may not see it need not see (HA-114). */
    private static final String SLOTS = """
            SELECT s.slot_name::text, s.database::text, s.plugin::text, coalesce(s.restart_lsn, '0/0')::text,
                   coalesce(to_jsonb(s) ->> 'failover', 'false')::boolean,
                   pg_read_binary_file('pg_replslot/' || s.slot_name || '/state')
              FROM pg_replication_slots s
             WHERE NOT pg_is_in_recovery() AND s.slot_type = 'logical' AND NOT s.temporary AND s.slot_name = ANY (?)
            """;

    private record Source(String name, Decoder decoder, Lsn restart, boolean leftToServer) {}

    /**
     * The slots that can be copied now, and why the others cannot.
     *
     * @param wanted what each of them has to read, by name
     * @throws SQLException when one of the two servers does not answer
     */
    public SlotCopies fetch(Upstream leader, Map<String, Decoder> wanted) throws SQLException {
        var states = new TreeMap<String, byte[]>();
        List<Source> sources = sources(leader, wanted, states);
        Destination destination = destination();
        var refusals = new ArrayList<String>();
        wanted.keySet().stream()
                .filter(name -> !states.containsKey(name))
                .forEach(name -> refusals.add("slot %s is not on %s".formatted(name, leader.name())));
        int accepted = 0;
        for (Source source : sources) {
            int others = accepted;
            Optional<String> refusal = mismatch(source, wanted).or(() -> destination.refusal(source.restart(), others));
            if (refusal.isPresent()) {
                states.remove(source.name());
                refusals.add("slot %s %s".formatted(source.name(), refusal.get()));
            } else {
                accepted++;
            }
        }
        return new SlotCopies(states, refusals);
    }

    private static Optional<String> mismatch(Source source, Map<String, Decoder> wanted) {
        if (!source.decoder().equals(wanted.get(source.name()))) {
            return Optional.of("reads another database or by another plugin there: " + source.decoder());
        }
        return source.leftToServer()
                ? Optional.of("has failover set there, so that PostgreSQL itself brings it here")
                : Optional.empty();
    }

    private List<Source> sources(Upstream leader, Map<String, Decoder> wanted, Map<String, byte[]> states)
            throws SQLException {
        var sources = new ArrayList<Source>();
        try (Session session = Sessions.remote(
                        leader, settings.database(), settings.authentication().rewinder(), Optional.of(LIMIT));
                var statement = session.prepareStatement(SLOTS)) {
            String[] names = wanted.keySet().toArray(String[]::new);
            statement.setArray(1, session.connection().createArrayOf("text", names));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sources.add(new Source(
                            row.getString(1),
                            new Decoder(row.getString(2), row.getString(3)),
                            Lsn.parse(row.getString(4)),
                            row.getBoolean(5)));
                    states.put(row.getString(1), row.getBytes(6));
                }
            }
        }
        return sources;
    }

    private Destination destination() throws SQLException {
        try (Session session = Sessions.local(settings, Optional.of(LIMIT))) {
            return Destination.of(session);
        }
    }
}
