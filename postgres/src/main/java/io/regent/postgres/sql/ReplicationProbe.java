package io.regent.postgres.sql;

import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.SystemIdentifier;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.TimelineHistory;
import io.regent.postgres.wal.WalPosition;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyDual;

/** Asks a server by the replication protocol (manual, "Streaming Replication Protocol"). */
public record ReplicationProbe(Session session) {

    private static final byte LOG_DATA = 'w';
    /** The kind of message, three numbers of eight bytes, and then the log. */
    private static final int LOG_DATA_HEADER = 25;
    /** What a server says of a segment that it has removed. */
    private static final String UNDEFINED_FILE = "58P01";

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

    /**
     * {@code START_REPLICATION}: the bytes of a timeline's log from a position on, which must have been written. The session is good for
     * nothing else afterwards.
     *
     * @return empty when the server does not have them any more
     * @throws SQLException when the server refuses for another reason, or ends the stream early
     */
    public Optional<byte[]> log(WalPosition from, int bytes) throws SQLException {
        CopyDual stream = session.connection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyDual("START_REPLICATION PHYSICAL %s TIMELINE %s".formatted(from.lsn(), from.timeline()));
        var log = new ByteArrayOutputStream();
        try {
            while (log.size() < bytes) {
                byte[] message = stream.readFromCopy();
                if (message == null) {
                    throw new SQLException("the stream of timeline %s ended %d bytes behind %s"
                            .formatted(from.timeline(), log.size(), from.lsn()));
                }
                if (message[0] == LOG_DATA) {
                    log.write(message, LOG_DATA_HEADER, message.length - LOG_DATA_HEADER);
                }
            }
        } catch (SQLException e) {
            if (UNDEFINED_FILE.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(Arrays.copyOf(log.toByteArray(), bytes));
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
