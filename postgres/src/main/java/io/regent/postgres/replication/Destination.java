package io.regent.postgres.replication;

import io.regent.postgres.sql.Session;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import io.regent.postgres.wal.WalSegment;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The standby that is to have copies of logical slots.
 *
 * @param walLevel its {@code wal_level}
 * @param replayed the end of what it has replayed
 * @param free how many slots it may have besides those that it has
 * @param segmentBytes the size of a segment of the log, in bytes
 * @param segments the segments that it has, named as their files without the timeline
 */
record Destination(String walLevel, Lsn replayed, int free, int segmentBytes, Set<String> segments) {

    private static final int TIMELINE_DIGITS = 8;

    private static final String QUESTION = """
            SELECT current_setting('wal_level'), coalesce(pg_last_wal_replay_lsn(), '0/0')::text,
                   current_setting('max_replication_slots')::int - (SELECT count(*) FROM pg_replication_slots)::int,
                   pg_size_bytes(current_setting('wal_segment_size')),
                   coalesce((SELECT array_agg(substr(name, 9)) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'), '{}')
            """;

    static Destination of(Session session) throws SQLException {
        try (var statement = session.createStatement();
                var row = statement.executeQuery(QUESTION)) {
            row.next();
            return new Destination(
                    row.getString(1),
                    Lsn.parse(row.getString(2)),
                    row.getInt(3),
                    row.getInt(4),
                    new HashSet<>(Arrays.asList((String[]) row.getArray(5).getArray())));
        }
    }

    /**
     * Why a slot cannot be here; empty when it can.
     *
     * @param restart from where on the slot needs the log
     * @param others how many slots come with it
     */
    Optional<String> refusal(Lsn restart, int others) {
        if (!walLevel.equals("logical")) {
            return Optional.of("needs wal_level logical, here it is " + walLevel);
        }
        if (others >= free) {
            return Optional.of("is one too many, max_replication_slots is used up here");
        }
        if (restart.equals(Lsn.NONE)) {
            return Optional.of("has lost its log on the leader");
        }
        if (restart.isAfter(replayed)) {
            return Optional.of("is at %s on the leader, and only %s is replayed here".formatted(restart, replayed));
        }
        return segments.contains(segment(restart))
                ? Optional.empty()
                : Optional.of("needs the log from %s on, which is not here any more".formatted(restart));
    }

    /** The name of the file that has the position, without its timeline. */
    private String segment(Lsn position) {
        return WalSegment.at(new WalPosition(Timeline.FIRST, position), segmentBytes)
                .fileName(segmentBytes)
                .substring(TIMELINE_DIGITS);
    }
}
