package io.regent.restapi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Numbers with units, read as PostgreSQL reads a setting (manual, "Parameter Names and Values"): decimals are rounded,
 * {@code 0x} begins a hexadecimal and {@code 0} an octal number, a blank may stand before the unit, units are
 * case-sensitive.
 */
public final class Quantity {

    private static final Pattern TEXT = Pattern.compile("\\s*([+-]?)(0[xX][0-9a-fA-F]+|"
            + "(?:[0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?)\\s*([A-Za-z]*)\\s*");

    private static final Pattern OCTAL = Pattern.compile("0[0-7]+");
    private static final Pattern NOT_OCTAL = Pattern.compile("0[0-9]+");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final Map<String, BigDecimal> BYTES = Map.of(
            "", BigDecimal.ONE,
            "B", BigDecimal.ONE,
            "kB", BigDecimal.valueOf(1L << 10),
            "MB", BigDecimal.valueOf(1L << 20),
            "GB", BigDecimal.valueOf(1L << 30),
            "TB", BigDecimal.valueOf(1L << 40));

    private static final Map<String, BigDecimal> SECONDS = Map.of(
            "",
            BigDecimal.ONE,
            "us",
            new BigDecimal("0.000001"),
            "ms",
            new BigDecimal("0.001"),
            "s",
            BigDecimal.ONE,
            "min",
            BigDecimal.valueOf(60),
            "h",
            BigDecimal.valueOf(3_600),
            "d",
            BigDecimal.valueOf(86_400));

    private Quantity() {}

    /** Bytes, with {@code B kB MB GB TB}; empty when the text is no number or the unit is unknown (API-022). */
    public static OptionalLong bytes(String text) {
        return read(text, BYTES);
    }

    /** Seconds, with {@code us ms s min h d}; empty when the text is no number or the unit is unknown (API-114). */
    public static OptionalLong seconds(String text) {
        return read(text, SECONDS);
    }

    private static OptionalLong read(String text, Map<String, BigDecimal> units) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        BigDecimal unit = units.get(matcher.group(3));
        String digits = matcher.group(2);
        if (unit == null
                || (NOT_OCTAL.matcher(digits).matches()
                        && !OCTAL.matcher(digits).matches())) {
            return OptionalLong.empty();
        }
        BigDecimal size = number(digits)
                .multiply(unit)
                .setScale(0, RoundingMode.HALF_EVEN)
                .min(LARGEST);
        return OptionalLong.of(matcher.group(1).equals("-") ? -size.longValueExact() : size.longValueExact());
    }

    private static BigDecimal number(String digits) {
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            return new BigDecimal(new BigInteger(digits.substring(2), 16));
        }
        return OCTAL.matcher(digits).matches() ? new BigDecimal(new BigInteger(digits, 8)) : new BigDecimal(digits);
    }
}
