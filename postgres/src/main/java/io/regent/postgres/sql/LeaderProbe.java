package io.regent.postgres.sql;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.TimelineHistory;
import io.regent.postgres.wal.WalPosition;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Asks another server how it came to its timeline, and whether it can be the source of a rewind (HA-113, LES-067). */
public record LeaderProbe(PostgresSettings settings) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String TEXT = """
            SELECT standby,
                   (SELECT system_identifier FROM pg_control_system())::text AS system,
                   (SELECT timeline_id FROM pg_control_checkpoint()) AS checkpoint_timeline,
                   CASE WHEN standby THEN 0
                        ELSE ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int
                   END AS timeline
              FROM (SELECT pg_is_in_recovery() AS standby) role
            """;

    /**
     * How a server came to where it is.
     *
     * @param end how far its log is there for others to read
     */
    public record Log(SystemIdentifier system, TimelineHistory history, Lsn end) {

        /** How far the log of a timeline goes on that server; empty when it never was on it. */
        public Optional<Lsn> endOf(Timeline timeline) {
            return history.current().equals(timeline) ? Optional.of(end) : history.leftAt(timeline);
        }
    }

    /**
     * Asks by the replication protocol, as a standby would that streams from it.
     *
     * @throws SQLException when it does not answer, or refuses
     */
    public Log log(Upstream leader) throws SQLException {
        try (var session =
                Sessions.replication(leader, settings.authentication().replication(), LIMIT)) {
            var probe = new ReplicationProbe(session);
            ReplicationProbe.Identity identity = probe.identify();
            WalPosition position = identity.position();
            return new Log(identity.system(), probe.history(position.timeline()), position.lsn());
        }
    }

    /**
     * Reads its log as it was sent, so many bytes from a position on.
     *
     * @return empty when it does not have them any more
     * @throws SQLException when it does not answer, or refuses
     */
    public Optional<byte[]> read(Upstream leader, WalPosition from, int bytes) throws SQLException {
        try (var session =
                Sessions.replication(leader, settings.authentication().replication(), LIMIT)) {
            return new ReplicationProbe(session).log(from, bytes);
        }
    }

    /**
     * Whether it can be the source of a rewind now. Asks by SQL, as the role that rewinds: it has to accept writes, to have the same
     * data, and its control file has to be on its timeline.
     *
     * @param ours whose data are to be rewound
     */
    public Readiness readyForRewind(Upstream leader, SystemIdentifier ours) {
        try (var session = Sessions.remote(
                        leader, settings.database(), settings.authentication().rewinder(), Optional.of(LIMIT));
                var statement = session.createStatement();
                var row = statement.executeQuery(TEXT)) {
            row.next();
            var theirs = new SystemIdentifier(row.getString("system"));
            if (!theirs.equals(ours)) {
                return notYet(leader, "has another system identifier, " + theirs);
            }
            if (row.getBoolean("standby")) {
                return notYet(leader, "is still in recovery");
            }
            var timeline = new Timeline(row.getInt("timeline"));
            return row.getInt("checkpoint_timeline") == timeline.number()
                    ? new Readiness.Ready()
                    : notYet(leader, "has not yet written a checkpoint on its timeline " + timeline);
        } catch (SQLException e) {
            return new Readiness.Silent("leader %s: %s".formatted(leader.name(), e.getMessage()));
        }
    }

    private static Readiness notYet(Upstream leader, String why) {
        return new Readiness.NotYet("leader %s %s".formatted(leader.name(), why));
    }
}
