package io.regent.settings.values;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with or without a unit, read as PostgreSQL reads them (CFG-198). */
public final class Quantity {

    private static final Pattern INTEGER = Pattern.compile("([+-]?)(0[xX][0-9a-fA-F]+|[0-9]+)(.*)", Pattern.DOTALL);
    private static final Pattern REAL =
            Pattern.compile("([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)(.*)", Pattern.DOTALL);
    private static final Pattern FRACTION_OR_EXPONENT = Pattern.compile("\\..*|[eE][+-]?[0-9].*", Pattern.DOTALL);
    private static final Pattern BASE_UNIT = Pattern.compile("([1-9][0-9]{0,9})?(B|kB|MB|ms|s|min)");
    private static final int DECIMALS_OF_A_CONVERTED_REAL = 3;

    private static final Map<String, BigDecimal> BYTES = Map.of(
            "B", new BigDecimal(1),
            "kB", new BigDecimal(1L << 10),
            "MB", new BigDecimal(1L << 20),
            "GB", new BigDecimal(1L << 30),
            "TB", new BigDecimal(1L << 40));
    private static final Map<String, BigDecimal> MICROSECONDS = Map.of(
            "us", new BigDecimal(1),
            "ms", new BigDecimal(1_000),
            "s", new BigDecimal(1_000_000),
            "min", new BigDecimal(60_000_000L),
            "h", new BigDecimal(3_600_000_000L),
            "d", new BigDecimal(86_400_000_000L));

    private Quantity() {}

    /** A number without a unit, rounded half to even; decimal, hexadecimal ({@code 0x}) or octal (leading 0). */
    public static OptionalLong integer(Object value) {
        return whole(
                split(value, true).filter(number -> number.unit().isEmpty()).map(Measured::amount));
    }

    /**
     * A number in the base unit, rounded half to even. Text may name another unit of the same kind.
     *
     * @param baseUnit B, kB, MB, ms, s or min, with or without a factor: {@code 16384kB}
     */
    public static OptionalLong integer(Object value, String baseUnit) {
        return whole(split(value, true).flatMap(number -> number.in(baseUnit)));
    }

    /** A number without a unit. */
    public static OptionalDouble real(Object value) {
        return fraction(
                split(value, false).filter(number -> number.unit().isEmpty()).map(Measured::amount));
    }

    /** A number in the base unit; one that is converted has three decimals at most. */
    public static OptionalDouble real(Object value, String baseUnit) {
        return fraction(split(value, false)
                .flatMap(number -> number.in(baseUnit)
                        .map(amount -> number.unit().isEmpty()
                                ? amount
                                : amount.setScale(DECIMALS_OF_A_CONVERTED_REAL, RoundingMode.HALF_EVEN))));
    }

    private record Measured(BigDecimal amount, String unit) {

        Optional<BigDecimal> in(String baseUnit) {
            if (unit.isEmpty()) {
                return Optional.of(amount);
            }
            Matcher base = BASE_UNIT.matcher(baseUnit);
            if (!base.matches()) {
                return Optional.empty();
            }
            Map<String, BigDecimal> kind = BYTES.containsKey(base.group(2)) ? BYTES : MICROSECONDS;
            BigDecimal factor = kind.get(unit);
            BigDecimal baseFactor = kind.get(base.group(2));
            if (factor == null || baseFactor == null) {
                return Optional.empty();
            }
            BigDecimal times = base.group(1) == null ? BigDecimal.ONE : new BigDecimal(base.group(1));
            return Optional.of(amount.multiply(factor).divide(baseFactor.multiply(times), MathContext.DECIMAL128));
        }
    }

    private static Optional<Measured> split(Object value, boolean integers) {
        if (value instanceof Boolean) {
            return Optional.empty();
        }
        String text = ScalarText.of(value).orElse("").strip();
        Matcher integer = INTEGER.matcher(text);
        if (integers
                && integer.matches()
                && !FRACTION_OR_EXPONENT.matcher(integer.group(3)).matches()) {
            return integer(integer.group(1), integer.group(2))
                    .map(amount -> new Measured(amount, integer.group(3).strip()));
        }
        Matcher real = REAL.matcher(text);
        return real.matches()
                ? Optional.of(new Measured(
                        new BigDecimal(real.group(1)), real.group(2).strip()))
                : Optional.empty();
    }

    private static Optional<BigDecimal> integer(String sign, String digits) {
        boolean hexadecimal = digits.startsWith("0x") || digits.startsWith("0X");
        boolean octal = !hexadecimal && digits.length() > 1 && digits.startsWith("0");
        if (octal && !digits.matches("[0-7]+")) {
            return Optional.empty();
        }
        BigInteger amount =
                hexadecimal ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits, octal ? 8 : 10);
        return Optional.of(new BigDecimal(sign.equals("-") ? amount.negate() : amount));
    }

    private static OptionalLong whole(Optional<BigDecimal> amount) {
        return amount.map(number -> number.setScale(0, RoundingMode.HALF_EVEN).toBigInteger())
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(number -> OptionalLong.of(number.longValueExact()))
                .orElse(OptionalLong.empty());
    }

    private static OptionalDouble fraction(Optional<BigDecimal> amount) {
        return amount.map(number -> OptionalDouble.of(number.doubleValue())).orElse(OptionalDouble.empty());
    }
}
