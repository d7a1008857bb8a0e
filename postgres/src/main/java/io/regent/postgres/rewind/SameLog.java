package io.regent.postgres.rewind;

import io.regent.postgres.Divergence;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether timelines of the same number are the same timeline: two servers that were promoted apart from each other choose the same
 * number (LES-023). What tells them apart is the log itself. The first record of a timeline says to the microsecond when it began, and
 * every record has a checksum, so that two stretches of the log that are equal byte for byte were written by the same server.
 *
 * @param local reads the log of the local server
 * @param leader reads the log of the leader
 */
record SameLog(Reader local, Reader leader) {

    /** A page of the log. */
    static final int PAGE_BYTES = 8192;

    /** Reads the log of a server. */
    @FunctionalInterface
    interface Reader {

        /** So many bytes of a timeline's log from a position on; empty when the server does not have them any more, or not all. */
        Optional<byte[]> read(WalPosition from, int bytes);
    }

    /** A stretch of the log, from a position up to, not including, another. */
    private record Stretch(long from, long to) {

        int bytes() {
            return Math.toIntExact(to - from);
        }
    }

    /**
     * Compares the beginning of the timeline and the end of what both have of it, as far as both still have the files.
     *
     * @param end where the local log ends
     * @param beginning where the timeline began
     * @param leaderEnd where the leader's log of that timeline ends
     * @return {@link Divergence.NotKnown} when the local log is longer than the leader's
     */
    Divergence judge(WalPosition end, Lsn beginning, Lsn leaderEnd) {
        long common = Math.min(end.lsn().position(), leaderEnd.position());
        long begin = beginning.position();
        if (common <= begin) {
            return new Divergence.Follows();
        }
        List<Stretch> stretches = List.of(
                new Stretch(Math.max(begin, page(common - 1)), common),
                new Stretch(begin, Math.min(common, page(begin) + PAGE_BYTES)));
        for (Stretch stretch : stretches) {
            if (differs(end.timeline(), stretch)) {
                return new Divergence.Irreconcilable(
                        "the local log of timeline %s is not the leader's log of that number: they differ between %s and %s"
                                .formatted(end.timeline(), new Lsn(stretch.from()), new Lsn(stretch.to())));
            }
        }
        return end.lsn().isAfter(leaderEnd)
                ? new Divergence.NotKnown("the local log ends at %s, and the leader is still at %s on that timeline"
                        .formatted(end, leaderEnd))
                : new Divergence.Follows();
    }

    private boolean differs(Timeline timeline, Stretch stretch) {
        var from = new WalPosition(timeline, new Lsn(stretch.from()));
        Optional<byte[]> mine = local.read(from, stretch.bytes());
        Optional<byte[]> theirs = mine.isEmpty() ? mine : leader.read(from, stretch.bytes());
        return theirs.isPresent() && !Arrays.equals(mine.orElseThrow(), theirs.orElseThrow());
    }

    private static long page(long position) {
        return position / PAGE_BYTES * PAGE_BYTES;
    }
}
