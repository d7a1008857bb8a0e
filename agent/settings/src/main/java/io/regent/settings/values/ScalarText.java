package io.regent.settings.values;

import java.math.BigDecimal;
import java.util.Optional;

/** How a value reads where PostgreSQL reads it (CFG-165). */
public final class ScalarText {

    private ScalarText() {}

    /** Booleans as on and off, numbers without an exponent, text as it is; empty for a list or a map. */
    public static Optional<String> of(Object value) {
        return switch (value) {
            case Boolean flag -> Optional.of(flag ? "on" : "off");
            case Double number
            when Double.isFinite(number) ->
                Optional.of(BigDecimal.valueOf(number).toPlainString());
            case Double _ -> Optional.empty();
            case BigDecimal number -> Optional.of(number.toPlainString());
            case Number number -> Optional.of(number.toString());
            case CharSequence text -> Optional.of(text.toString());
            default -> Optional.empty();
        };
    }
}
