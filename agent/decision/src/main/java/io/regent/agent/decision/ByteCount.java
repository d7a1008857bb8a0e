package io.regent.agent.decision;

import java.util.List;
import java.util.Locale;

/** Numbers of bytes as an operator reads them. */
final class ByteCount {

    private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB");
    private static final int STEP = 1024;

    private ByteCount() {}

    /** {@code 48 MB}, {@code 1.5 GB}, {@code 17 bytes}; in units of 1024 as PostgreSQL has them. */
    static String words(long bytes) {
        if (bytes < STEP) {
            return bytes + " bytes";
        }
        double value = bytes;
        int unit = -1;
        while (value >= STEP && unit < UNITS.size() - 1) {
            value /= STEP;
            unit++;
        }
        String digits = String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
        return digits + " " + UNITS.get(unit);
    }

    /** A lag beside its limit; both to the byte where rounding would make them look the same. */
    static String behind(long bytes, long limit) {
        return words(bytes).equals(words(limit))
                ? "%d bytes behind, limit %d bytes".formatted(bytes, limit)
                : "%s behind, limit %s".formatted(words(bytes), words(limit));
    }
}
