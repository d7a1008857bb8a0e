package io.regent.postgres.sql;

import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.TimelineHistory;
import io.regent.postgres.wal.WalPosition;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Asks a server by the replication protocol (manual, "Streaming Replication Protocol"). */
public record ReplicationProbe(Connection session) {

    /**
     * Who a server says it is.
     *
     * @param position on a standby the position replayed, or received if that is further on the same timeline
     */
    public record Identity(SystemIdentifier system, WalPosition position) {}

    /** {@code IDENTIFY_SYSTEM}. */
    public Identity identify() throws SQLException {
        try (var statement = session.createStatement();
                var row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            return new Identity(
                    new SystemIdentifier(row.getString("systemid")),
                    new WalPosition(new Timeline(row.getInt("timeline")), Lsn.parse(row.getString("xlogpos"))));
        }
    }

    /** {@code TIMELINE_HISTORY}: how the server came to the timeline. */
    public TimelineHistory history(Timeline timeline) throws SQLException {
        if (timeline.equals(Timeline.FIRST)) {
            return new TimelineHistory(timeline, List.of());
        }
        try (var statement = session.createStatement();
                var row = statement.executeQuery("TIMELINE_HISTORY " + timeline.number())) {
            row.next();
            return TimelineHistory.parse(timeline, new String(row.getBytes("content"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new SQLException("the history of timeline " + timeline + " cannot be read", e);
        }
    }
}
