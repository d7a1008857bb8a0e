package io.regent.postgres.wal;

/**
 * A stretch of a server's log. It may pass from one timeline to the next.
 *
 * @param from its first byte
 * @param to the first byte behind it
 */
public record LogRange(WalPosition from, WalPosition to) {

    /** Its length in bytes. */
    public long bytes() {
        return from.lsn().bytesBehind(to.lsn());
    }

    /** Whether a segment holds some of it. */
    public boolean touches(WalSegment segment, int segmentBytes) {
        WalSegment first = WalSegment.at(from, segmentBytes);
        WalSegment last =
                WalSegment.at(new WalPosition(to.timeline(), new Lsn(to.lsn().position() - 1)), segmentBytes);
        return !segment.timeline().isBefore(first.timeline())
                && !last.timeline().isBefore(segment.timeline())
                && segment.number() >= first.number()
                && segment.number() <= last.number();
    }

    @Override
    public String toString() {
        return "%d bytes from %s to %s".formatted(bytes(), from, to);
    }
}
