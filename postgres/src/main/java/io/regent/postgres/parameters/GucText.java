package io.regent.postgres.parameters;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/** Values of server parameters as PostgreSQL reads them (CFG-165). */
public final class GucText {

    private GucText() {}

    /**
     * A value of the configuration as text: booleans become {@code on} and {@code off}, numbers plain decimals.
     *
     * @throws IllegalArgumentException when the value is no string, number or boolean; the text names the parameter
     */
    public static String of(String name, Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean bool -> bool ? "on" : "off";
            case Double number -> plain(BigDecimal.valueOf(number));
            case Float number -> plain(new BigDecimal(number.toString()));
            case BigDecimal number -> plain(number);
            case Number number -> number.toString();
            case Object other ->
                throw new IllegalArgumentException(
                        "postgresql.parameters.%s: %s is not allowed, it must be a text, a number or a boolean"
                                .formatted(name, other));
        };
    }

    /** Between quotes, as in postgresql.conf. */
    public static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n") + "'";
    }

    /** What stands between the quotes of {@link #quoted}. */
    public static String unquoted(String quoted) {
        var text = new StringBuilder();
        String inner = quoted.substring(1, quoted.length() - 1);
        for (int i = 0; i < inner.length(); i++) {
            char here = inner.charAt(i);
            boolean pair = (here == '\\' || here == '\'') && i + 1 < inner.length();
            char next = pair ? inner.charAt(++i) : here;
            text.append(pair && here == '\\' && next == 'n' ? '\n' : next);
        }
        return text.toString();
    }

    /** Reads a boolean in any of PostgreSQL's spellings: unique prefixes of true, false, yes, no; on, of(f), 1, 0. */
    public static Optional<Boolean> bool(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        if ("true".startsWith(word) || "yes".startsWith(word) || word.equals("on") || word.equals("1")) {
            return Optional.of(true);
        }
        boolean off = "off".startsWith(word) && word.length() > 1;
        return "false".startsWith(word) || "no".startsWith(word) || off || word.equals("0")
                ? Optional.of(false)
                : Optional.empty();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0 && number.scale() > 1
                ? number.setScale(1, RoundingMode.UNNECESSARY).toPlainString()
                : number.toPlainString();
    }
}
