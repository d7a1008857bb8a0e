package io.regent.postgres.wal;

import java.util.regex.Pattern;

/**
 * A log sequence number: a byte position in the write-ahead log, written {@code 16/B374D848} (manual, "pg_lsn Type").
 *
 * @param position the position in bytes, an unsigned 64-bit number
 */
public record Lsn(long position) implements Comparable<Lsn> {

    /** The position that PostgreSQL never writes to: {@code 0/0}, "not known". */
    public static final Lsn NONE = new Lsn(0);

    private static final Pattern TEXT = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    /**
     * Reads the form {@code X/Y}.
     *
     * @throws IllegalArgumentException when the text is not two hexadecimal numbers of at most 32 bits each
     */
    public static Lsn parse(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a log sequence number like 16/B374D848");
        }
        return new Lsn(Long.parseLong(matcher.group(1), 16) << 32 | Long.parseLong(matcher.group(2), 16));
    }

    /** How many bytes this position lags behind the other; zero when it is level or ahead. */
    public long bytesBehind(Lsn other) {
        return compareTo(other) < 0 ? other.position - position : 0;
    }

    /** Whether this position is further than the other. */
    public boolean isAfter(Lsn other) {
        return compareTo(other) > 0;
    }

    /** The further one of the two. */
    public Lsn max(Lsn other) {
        return isAfter(other) ? this : other;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(position, other.position);
    }

    @Override
    public String toString() {
        return "%X/%X".formatted(position >>> 32, position & 0xFFFF_FFFFL);
    }
}
