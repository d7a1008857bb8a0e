package io.regent.postgres.wal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What initdb stamps into a data directory; two servers with the same one descend from the same initdb.
 *
 * @param digits at least ten decimal digits (HA-004)
 */
public record SystemIdentifier(String digits) {

    private static final Pattern VALID = Pattern.compile("[0-9]{10,}");

    public SystemIdentifier {
        if (!VALID.matcher(digits).matches()) {
            throw new IllegalArgumentException("'" + digits + "' is not a system identifier of 10 or more digits");
        }
    }

    /** The identifier, or empty when the text cannot be one (HA-004). */
    public static Optional<SystemIdentifier> of(String text) {
        return VALID.matcher(text).matches() ? Optional.of(new SystemIdentifier(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return digits;
    }
}
