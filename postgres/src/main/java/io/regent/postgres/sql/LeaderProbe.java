package io.regent.postgres.sql;

import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import java.sql.Connection;
import java.sql.SQLException;

/** Asks another server whether it can be the source of a rewind (HA-113, LES-067). */
public record LeaderProbe(Connection session) {

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
        record Ready(SystemIdentifier system, Timeline timeline) implements Leader {}

        /** It cannot be compared with or rewound to now. */
        record NotReady(String reason) implements Leader {}
    }

    /** Asks. */
    public Leader ask() throws SQLException {
        try (var statement = session.createStatement();
                var row = statement.executeQuery(TEXT)) {
            row.next();
            if (row.getBoolean("standby")) {
                return new Leader.NotReady("the leader is still in recovery");
            }
            var timeline = new Timeline(row.getInt("timeline"));
            return row.getInt("checkpoint_timeline") == timeline.number()
                    ? new Leader.Ready(new SystemIdentifier(row.getString("system")), timeline)
                    : new Leader.NotReady("the leader has not yet written a checkpoint on its timeline " + timeline);
        }
    }
}
