package io.regent.postgres.parameters;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers with units (manual, "Parameter Names and Values"). */
final class GucUnit {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile(
            "\\s*([+-]?(?:0[xX][0-9a-fA-F]+|[0-9]*\\.?[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+\\.))\\s*([A-Za-z]*)\\s*");
    private static final Pattern BASE_UNIT = Pattern.compile("([0-9]*)([A-Za-z]+)");

    private static final Map<String, BigDecimal> BYTES = Map.of(
            "B", BigDecimal.ONE,
            "kB", BigDecimal.valueOf(1L << 10),
            "MB", BigDecimal.valueOf(1L << 20),
            "GB", BigDecimal.valueOf(1L << 30),
            "TB", BigDecimal.valueOf(1L << 40));

    private static final Map<String, BigDecimal> MICROSECONDS = Map.of(
            "us", BigDecimal.ONE,
            "ms", BigDecimal.valueOf(1_000),
            "s", BigDecimal.valueOf(1_000_000),
            "min", BigDecimal.valueOf(60_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000L),
            "d", BigDecimal.valueOf(86_400_000_000L));

    private static final int SCALE = 20;

    private GucUnit() {}

    /** The number in the given base unit; empty when the text is no number, or its unit does not fit the base unit. */
    static Optional<BigDecimal> in(Optional<String> baseUnit, String text) {
        var matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = number(matcher.group(1));
        String unit = matcher.group(2);
        return unit.isEmpty() ? Optional.of(number) : baseUnit.flatMap(base -> converted(number, unit, base));
    }

    private static Optional<BigDecimal> converted(BigDecimal number, String unit, String baseUnit) {
        var base = BASE_UNIT.matcher(baseUnit);
        if (!base.matches()) {
            return Optional.empty();
        }
        BigDecimal times = base.group(1).isEmpty() ? BigDecimal.ONE : new BigDecimal(base.group(1));
        Map<String, BigDecimal> family = BYTES.containsKey(base.group(2)) ? BYTES : MICROSECONDS;
        BigDecimal from = family.get(unit);
        BigDecimal to = family.get(base.group(2));
        return from == null || to == null
                ? Optional.empty()
                : Optional.of(number.multiply(from).divide(to.multiply(times), SCALE, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal number(String text) {
        boolean hexadecimal =
                text.regionMatches(true, text.startsWith("-") || text.startsWith("+") ? 1 : 0, "0x", 0, 2);
        return hexadecimal
                ? new BigDecimal(new BigInteger(text.replaceFirst("0[xX]", ""), 16))
                : new BigDecimal(text.endsWith(".") ? text + "0" : text);
    }
}
