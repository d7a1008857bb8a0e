package io.regent.postgres.divergence;

import io.regent.postgres.Divergence;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** No header of a page is longer. Behind a shorter one, the checksum of the record comes later than that. */
    private static final int LONGEST_HEADER = 40;

    /** The header of a record, which ends with its checksum; the record with which a server begins a timeline is longer. */
    private static final int RECORD_BYTES = 24;

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
     * Compares the first record of the timeline and the end of what both have of it, as far as both still have the files.
     *
     * @param local where the local log ends
     * @param beginning where the timeline began
     * @param leaderEnd where the leader's log of that timeline ends
     * @return {@link Divergence.NotKnown} when the local log is longer than the leader's
     */
    Divergence judge(LocalEnd local, Lsn beginning, Lsn leaderEnd) {
        WalPosition end = local.position();
        long common = Math.min(end.lsn().position(), leaderEnd.position());
        long begin = beginning.position();
        if (common <= begin) {
            return new Divergence.Follows();
        }
        for (Stretch stretch : stretches(local, begin, common)) {
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

    private List<Stretch> stretches(LocalEnd local, long begin, long common) {
        long first = begin % PAGE_BYTES == 0 ? begin + LONGEST_HEADER : begin;
        long end = Math.min(first + RECORD_BYTES, page(first) + PAGE_BYTES);
        List<Stretch> known = end <= common ? List.of(new Stretch(first, end)) : List.of();
        return local instanceof LocalEnd.Recovering
                ? known
                : Stream.concat(known.stream(), Stream.of(new Stretch(Math.max(begin, page(common - 1)), common)))
                        .toList();
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
