package io.regent.settings.yaml;

import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Which bare words are booleans, numbers and nulls: those of YAML 1.1 (CFG-197), without base 60 and dates, because
 * {@code 12:30} and {@code 2026-01-31} are meant as text where a configuration has them.
 */
final class Spelling implements Schema, ScalarResolver {

    private static final Pattern BOOLEAN =
            Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
    private static final Pattern TRUE = Pattern.compile("(?i)yes|true|on");
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern INTEGER = Pattern.compile("[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+)");
    private static final Pattern REAL = Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+]?[0-9]+)?"
            + "|[-+]?\\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    @Override
    public ScalarResolver getScalarResolver() {
        return this;
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
        return Map.of();
    }

    @Override
    public Tag resolve(String value, Boolean implicit) {
        if (!implicit) {
            return Tag.STR;
        } else if (BOOLEAN.matcher(value).matches()) {
            return Tag.BOOL;
        } else if (INTEGER.matcher(value).matches()) {
            return Tag.INT;
        } else if (REAL.matcher(value).matches()) {
            return Tag.FLOAT;
        }
        return NULL.matcher(value).matches() ? Tag.NULL : Tag.STR;
    }

    /**
     * The value that a word stands for.
     *
     * @throws NumberFormatException when an explicit tag makes a number of what is none
     */
    static @Nullable Object value(Tag tag, String text) {
        if (tag.equals(Tag.NULL)) {
            return null;
        } else if (tag.equals(Tag.BOOL)) {
            return TRUE.matcher(text).matches();
        } else if (tag.equals(Tag.INT)) {
            return smallest(integer(text.replace("_", "")));
        }
        return tag.equals(Tag.FLOAT) ? (Object) real(text.replace("_", "")) : text;
    }

    private static BigInteger integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        BigInteger amount;
        if (digits.startsWith("0b")) {
            amount = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            amount = new BigInteger(digits.substring(2), 16);
        } else {
            amount = new BigInteger(digits, digits.startsWith("0") ? 8 : 10);
        }
        return negative ? amount.negate() : amount;
    }

    private static Number smallest(BigInteger amount) {
        if (amount.bitLength() < Integer.SIZE) {
            return amount.intValueExact();
        }
        return amount.bitLength() < Long.SIZE ? (Number) amount.longValueExact() : amount;
    }

    private static Double real(String text) {
        String bare = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        double amount = switch (bare) {
            case ".inf", ".Inf", ".INF" -> Double.POSITIVE_INFINITY;
            case ".nan", ".NaN", ".NAN" -> Double.NaN;
            default -> Double.parseDouble(bare);
        };
        return text.startsWith("-") ? -amount : amount;
    }
}
