package io.regent.postgres.sql;

import io.regent.postgres.Decoder;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.ReplicationSlot;
import io.regent.postgres.SlotChange;
import io.regent.postgres.SlotPattern;
import io.regent.postgres.SlotPlan;
import io.regent.postgres.wal.Lsn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The replication slots of a running server. */
public final class Slots {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The log that a logical slot starts from is gone (58P01), or the server has invalidated it (55000). */
    private static final Set<String> USELESS = Set.of("58P01", "55000");

    private final PostgresSettings settings;

    public Slots(PostgresSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes them what is wanted; gives one sentence for each change that the server refused. What takes long comes last: to move a logical
     * slot the server reads the log in between, for which it gets all the time that it needs (LES-083).
     *
     * @param foreign slots that are left as they are (HA-131)
     * @throws SQLException when the server does not say what slots there are
     */
    public List<String> keep(SlotPlan wanted, Collection<SlotPattern> foreign) throws SQLException {
        var refusals = new ArrayList<String>();
        List<SlotChange.AdvanceLogical> slow = new ArrayList<>();
        try (var session = Sessions.local(settings, Optional.of(LIMIT))) {
            for (SlotChange change : SlotChange.between(present(session), wanted, foreign)) {
                if (change instanceof SlotChange.AdvanceLogical advance) {
                    slow.add(advance);
                } else {
                    attempt(change, refusals, () -> apply(session, change));
                }
            }
        }
        slow.forEach(advance -> attempt(advance, refusals, () -> advance(advance)));
        return refusals;
    }

    private interface Step {
        void run() throws SQLException;
    }

    private static void attempt(SlotChange change, List<String> refusals, Step step) {
        try {
            step.run();
        } catch (SQLException e) {
            refusals.add(change + ": " + e.getMessage());
        }
    }

    private static List<ReplicationSlot> present(Session session) throws SQLException {
        try (var statement = session.createStatement();
                var row = statement.executeQuery("SELECT (%s)".formatted(SlotRows.QUERY))) {
            row.next();
            return SlotRows.read(row.getArray(1));
        }
    }

    private void apply(Session session, SlotChange change) throws SQLException {
        switch (change) {
            case SlotChange.Create(String name) ->
                run(session, "SELECT pg_create_physical_replication_slot(?, true)", name);
            case SlotChange.CreateLogical(String name, Decoder decoder) -> create(name, decoder);
            case SlotChange.Drop(String name) -> drop(session, name);
            case SlotChange.Advance(String name, Lsn to) -> advance(session, name, to);
            case SlotChange.AdvanceLogical advance -> advance(advance);
        }
    }

    /** Waits for the transactions that are under way; when one takes long it is tried again (PostgreSQL manual, section 47.2.2). */
    private void create(String name, Decoder decoder) throws SQLException {
        try (var session = Sessions.local(settings, decoder.database(), Optional.of(LIMIT))) {
            run(session, "SELECT pg_create_logical_replication_slot(?, ?)", name, decoder.plugin());
        }
    }

    /** A slot that can never be moved again is dropped, so that a new copy can take its place (HA-127). */
    private void advance(SlotChange.AdvanceLogical change) throws SQLException {
        try (var session = Sessions.local(settings, change.database(), Optional.empty())) {
            try {
                advance(session, change.name(), change.to());
            } catch (SQLException e) {
                if (USELESS.contains(String.valueOf(e.getSQLState()))) {
                    drop(session, change.name());
                }
                throw e;
            }
        }
    }

    private static void advance(Session session, String name, Lsn to) throws SQLException {
        run(session, "SELECT pg_replication_slot_advance(?, ?::pg_lsn)", name, to.toString());
    }

    private static void drop(Session session, String name) throws SQLException {
        run(session, "SELECT pg_drop_replication_slot(?)", name);
    }

    private static void run(Session session, String text, String... arguments) throws SQLException {
        try (var statement = session.prepareStatement(text)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            statement.execute();
        }
    }
}
