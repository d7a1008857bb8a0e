package io.regent.postgres.wal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One file of the log (manual, "WAL Internals").
 *
 * @param number which one of its timeline's, from 0 on
 */
public record WalSegment(Timeline timeline, long number) {

    private static final Pattern NAME = Pattern.compile("([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})");
    private static final long IDENTIFIERS = 1L << 32;

    /**
     * The segment that holds the byte at the position.
     *
     * @param segmentBytes the size of a segment, in bytes: a power of two from 1 MB to 1 GB
     */
    public static WalSegment at(WalPosition position, int segmentBytes) {
        return new WalSegment(
                position.timeline(), Long.divideUnsigned(position.lsn().position(), segmentBytes));
    }

    /** The segment of a file's name; empty when it is not the name of a whole segment. */
    public static Optional<WalSegment> named(String fileName, int segmentBytes) {
        var matcher = NAME.matcher(fileName);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int timeline = Integer.parseUnsignedInt(matcher.group(1), 16);
        long number = Long.parseLong(matcher.group(2), 16) * (IDENTIFIERS / segmentBytes)
                + Long.parseLong(matcher.group(3), 16);
        return timeline > 0 ? Optional.of(new WalSegment(new Timeline(timeline), number)) : Optional.empty();
    }

    /** The name of its file. */
    public String fileName(int segmentBytes) {
        long perIdentifier = IDENTIFIERS / segmentBytes;
        return "%08X%08X%08X".formatted(timeline.number(), number / perIdentifier, number % perIdentifier);
    }
}
