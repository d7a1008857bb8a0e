package io.regent.postgres.sql;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Short questions to the local server, each in a session of its own. */
public final class Queries {

    private static final Logger LOG = LoggerFactory.getLogger(Queries.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final String REPLAYED = """
            SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text END,
                   (SELECT greatest(c.timeline_id, r.min_recovery_end_timeline)
                      FROM pg_control_checkpoint() c, pg_control_recovery() r)
            """;

    private static final String REPLAY_STOPPED = """
            SELECT 1
             WHERE pg_is_in_recovery() AND pg_is_wal_replay_paused()
               AND EXISTS (SELECT 1 FROM unnest(?::text[], ?::int[]) needed (name, value)
                            WHERE current_setting(needed.name)::int < needed.value)
            """;

    private Queries() {}

    /** Whether the server is in recovery; empty when it does not say. */
    public static Optional<Boolean> inRecovery(PostgresSettings settings) {
        try (var session = Sessions.local(settings, Optional.of(LIMIT));
                var statement = session.createStatement();
                var row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            row.next();
            return Optional.of(row.getBoolean(1));
        } catch (SQLException e) {
            LOG.debug("no answer", e);
            return Optional.empty();
        }
    }

    /**
     * How far a running standby has replayed. The timeline comes from the server's own word over the replication protocol, and from
     * its control file where that is not allowed. Empty when neither says, and on a primary.
     */
    public static Optional<WalPosition> replayed(PostgresSettings settings) {
        try (var session = Sessions.local(settings, Optional.of(LIMIT));
                var statement = session.createStatement();
                var row = statement.executeQuery(REPLAYED)) {
            row.next();
            String lsn = row.getString(1);
            var noted = new Timeline(row.getInt(2));
            return lsn == null
                    ? Optional.empty()
                    : Optional.of(new WalPosition(saidTimeline(settings).orElse(noted), Lsn.parse(lsn)));
        } catch (SQLException e) {
            LOG.debug("no answer", e);
            return Optional.empty();
        }
    }

    /**
     * Whom a running standby follows.
     *
     * @throws SQLException when it does not say
     */
    public static Optional<Upstream> upstream(PostgresSettings settings) throws SQLException {
        try (var session = Sessions.local(settings, Optional.of(LIMIT));
                var statement = session.createStatement();
                var row = statement.executeQuery(
                        "SELECT current_setting('primary_conninfo'), current_setting('primary_slot_name')")) {
            row.next();
            return MonitoringQuery.upstream(row.getString(1), row.getString(2));
        }
    }

    /**
     * Whom commits of a new session would wait for.
     *
     * @param loaded when the server last read its configuration
     * @param standby whether the server is in recovery
     */
    public record CommitsWait(String names, OffsetDateTime loaded, boolean standby) {}

    /**
     * Asks in a new session, which uses the configuration as the postmaster has it.
     *
     * @throws SQLException when the server does not say
     */
    public static CommitsWait commitsWaitFor(PostgresSettings settings) throws SQLException {
        try (var session = Sessions.local(settings, Optional.of(LIMIT));
                var statement = session.createStatement();
                var row = statement.executeQuery("""
                        SELECT current_setting('synchronous_standby_names'), pg_conf_load_time(), pg_is_in_recovery()
                        """)) {
            row.next();
            return new CommitsWait(row.getString(1), row.getObject(2, OffsetDateTime.class), row.getBoolean(3));
        }
    }

    /** Commits a transaction that changes nothing and leaves a record in the log. */
    public static void writeSomething(PostgresSettings settings) throws SQLException {
        try (var session = Sessions.local(settings, Optional.of(LIMIT));
                var statement = session.createStatement()) {
            statement.execute("SELECT txid_current()");
        }
    }

    /**
     * Resumes a replay that stands still because a parameter of the server is lower than needed. The server ends at once then, often
     * without a word.
     *
     * @param needed the values that replay needs, by parameter name
     * @return whether it was so
     */
    public static boolean resumeReplayFor(PostgresSettings settings, Map<String, Integer> needed) throws SQLException {
        List<Map.Entry<String, Integer>> pairs = List.copyOf(needed.entrySet());
        Object[] names = pairs.stream().map(Map.Entry::getKey).toArray();
        Object[] values = pairs.stream().map(Map.Entry::getValue).toArray();
        try (var session = Sessions.local(settings, Optional.of(LIMIT));
                var question = session.prepareStatement(REPLAY_STOPPED);
                var statement = session.createStatement()) {
            question.setArray(1, session.connection().createArrayOf("text", names));
            question.setArray(2, session.connection().createArrayOf("int4", values));
            try (var row = question.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
            }
            resumeReplay(statement);
            return true;
        }
    }

    /** Connection exceptions (class 08) and the words of a server that is ending (57P01 to 57P03) are what is to be expected. */
    private static void resumeReplay(Statement statement) throws SQLException {
        try {
            statement.execute("SELECT pg_wal_replay_resume()");
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (!state.startsWith("08") && !state.startsWith("57P")) {
                throw e;
            }
            LOG.debug("the server ended before it answered", e);
        }
    }

    /** Waits for a checkpoint, however long it takes. */
    public static void checkpoint(PostgresSettings settings) throws SQLException {
        try (var session = Sessions.local(settings, Optional.empty());
                var statement = session.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    private static Optional<Timeline> saidTimeline(PostgresSettings settings) {
        try (var session = Sessions.localReplication(settings, LIMIT)) {
            return Optional.of(
                    new ReplicationProbe(session).identify().position().timeline());
        } catch (SQLException e) {
            LOG.debug("no answer over the replication protocol", e);
            return Optional.empty();
        }
    }
}
