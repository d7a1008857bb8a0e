package io.regent.settings.values;

import java.util.Locale;
import java.util.Optional;

/** How a boolean may be written (CFG-197). */
public final class BooleanText {

    private BooleanText() {}

    /**
     * Reads on, true, yes, 1 and off, false, no, 0 in any case, as text or as a value of that type; empty for anything
     * else.
     */
    public static Optional<Boolean> parse(Object value) {
        return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
            case "on", "true", "yes", "1" -> Optional.of(true);
            case "off", "false", "no", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
