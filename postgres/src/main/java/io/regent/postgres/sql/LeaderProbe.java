package io.regent.postgres.sql;

import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.TimelineHistory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Asks another server whether it can be the source of a rewind, and how it came to its timeline (HA-113, LES-067). */
public record LeaderProbe(PostgresSettings settings) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String TEXT = """
            SELECT standby,
                   (SELECT system_identifier::text FROM pg_control_system()) AS system,
                   (SELECT timeline_id FROM pg_control_checkpoint()) AS checkpoint_timeline,
                   CASE WHEN standby THEN 0
                        ELSE ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int
                   END AS timeline
              FROM (SELECT pg_is_in_recovery() AS standby) role
            """;

    /** What the leader is. */
    public sealed interface Leader {

        /** It accepts writes, and its control file is on its timeline. */
        record Ready(SystemIdentifier system, TimelineHistory history) implements Leader {}

        /** It cannot be compared with or rewound to now. */
        record NotReady(String reason) implements Leader {}
    }

    /** Asks, by SQL as the role that rewinds, and then by the replication protocol. */
    public Leader ask(Upstream leader) {
        try (var session = Sessions.remote(
                        leader, settings.database(), settings.authentication().rewinder(), Optional.of(LIMIT));
                var statement = session.createStatement();
                var row = statement.executeQuery(TEXT)) {
            row.next();
            if (row.getBoolean("standby")) {
                return new Leader.NotReady("leader %s is still in recovery".formatted(leader.name()));
            }
            var timeline = new Timeline(row.getInt("timeline"));
            return row.getInt("checkpoint_timeline") == timeline.number()
                    ? new Leader.Ready(new SystemIdentifier(row.getString("system")), history(leader, timeline))
                    : new Leader.NotReady("leader %s has not yet written a checkpoint on its timeline %s"
                            .formatted(leader.name(), timeline));
        } catch (SQLException e) {
            return new Leader.NotReady("leader %s: %s".formatted(leader.name(), e.getMessage()));
        }
    }

    private TimelineHistory history(Upstream leader, Timeline timeline) throws SQLException {
        try (var session =
                Sessions.replication(leader, settings.authentication().replication(), LIMIT)) {
            return new ReplicationProbe(session).history(timeline);
        }
    }
}
