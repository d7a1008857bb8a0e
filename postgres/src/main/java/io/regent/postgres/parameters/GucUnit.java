package io.regent.postgres.parameters;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers with units, as PostgreSQL reads them (manual, "Parameter Names and Values"). */
final class GucUnit {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile(
            "\\s*([+-]?(?:0[xX][0-9a-fA-F]+|[0-9]*\\.?[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+\\.))\\s*([A-Za-z]*)\\s*");
    private static final Pattern OCTAL = Pattern.compile("[+-]?0[0-9]+");
    private static final Pattern BASE_UNIT = Pattern.compile("([0-9]*)([A-Za-z]+)");

    /** A unit and how many of the smallest one it has. */
    private record Unit(String name, BigDecimal size) {

        Unit(String name, long size) {
            this(name, BigDecimal.valueOf(size));
        }
    }

    private static final List<Unit> MEMORY = List.of(
            new Unit("B", 1),
            new Unit("kB", 1L << 10),
            new Unit("MB", 1L << 20),
            new Unit("GB", 1L << 30),
            new Unit("TB", 1L << 40));

    private static final List<Unit> TIME = List.of(
            new Unit("us", 1),
            new Unit("ms", 1_000),
            new Unit("s", 1_000_000),
            new Unit("min", 60_000_000L),
            new Unit("h", 3_600_000_000L),
            new Unit("d", 86_400_000_000L));

    private static final int SCALE = 20;

    private GucUnit() {}

    /**
     * The number of a setting of type {@code integer} in the given base unit, not yet rounded; a leading zero makes it octal. Empty
     * when the text is no number, or its unit does not fit the base unit.
     */
    static Optional<BigDecimal> integer(Optional<String> baseUnit, String text) {
        return read(baseUnit, text, true);
    }

    /** The same for a setting of type {@code real}, where a leading zero means nothing. */
    static Optional<BigDecimal> real(Optional<String> baseUnit, String text) {
        return read(baseUnit, text, false);
    }

    private static Optional<BigDecimal> read(Optional<String> baseUnit, String text, boolean octal) {
        var matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String digits = matcher.group(1);
        String unit = matcher.group(2);
        Optional<BigDecimal> number =
                octal && OCTAL.matcher(digits).matches() ? octal(digits) : Optional.of(number(digits));
        return unit.isEmpty()
                ? number
                : number.flatMap(value -> baseUnit.flatMap(base -> converted(value, unit, base)));
    }

    private static Optional<BigDecimal> converted(BigDecimal number, String unit, String baseUnit) {
        var base = BASE_UNIT.matcher(baseUnit);
        if (!base.matches()) {
            return Optional.empty();
        }
        BigDecimal times = base.group(1).isEmpty() ? BigDecimal.ONE : new BigDecimal(base.group(1));
        List<Unit> family = size(MEMORY, base.group(2)).isPresent() ? MEMORY : TIME;
        return size(family, base.group(2))
                .map(times::multiply)
                .flatMap(to -> size(family, unit)
                        .map(from -> rounded(number.multiply(from), family, unit)
                                .divide(to, SCALE, RoundingMode.HALF_EVEN)));
    }

    /** A fraction of a unit becomes a whole number of the next smaller one: 30.1GB are 30822MB. */
    private static BigDecimal rounded(BigDecimal inSmallest, List<Unit> family, String unit) {
        BigDecimal step = family.getFirst().size();
        for (Unit smaller : family) {
            if (smaller.name().equals(unit)) {
                break;
            }
            step = smaller.size();
        }
        return unit.equals(family.getFirst().name())
                ? inSmallest
                : inSmallest.divide(step, 0, RoundingMode.HALF_EVEN).multiply(step);
    }

    private static Optional<BigDecimal> size(List<Unit> family, String unit) {
        return family.stream()
                .filter(known -> known.name().equals(unit))
                .map(Unit::size)
                .findFirst();
    }

    private static Optional<BigDecimal> octal(String digits) {
        return digits.matches("[+-]?[0-7]+")
                ? Optional.of(new BigDecimal(new BigInteger(digits, 8)))
                : Optional.empty();
    }

    private static BigDecimal number(String text) {
        boolean hexadecimal =
                text.regionMatches(true, text.startsWith("-") || text.startsWith("+") ? 1 : 0, "0x", 0, 2);
        return hexadecimal
                ? new BigDecimal(new BigInteger(text.replaceFirst("0[xX]", ""), 16))
                : new BigDecimal(text.endsWith(".") ? text + "0" : text);
    }
}
