package io.regent.dcs.wire;

import io.regent.dcs.MemberName;
import io.regent.postgres.wal.Lsn;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single JSON values; what has the wrong type or an impossible value counts as absent. */
final class Fields {

    private Fields() {}

    static Optional<String> text(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    static Optional<MemberName> member(@Nullable Object value) {
        return text(value).map(MemberName::new);
    }

    /** A whole number that is not negative, be it a number or decimal digits in a string. */
    static Optional<Long> whole(@Nullable Object value) {
        return switch (value) {
            case Integer number -> Optional.of(number.longValue()).filter(Fields::isNatural);
            case Long number -> Optional.of(number).filter(Fields::isNatural);
            case String digits
            when digits.matches("[0-9]{1,19}") ->
                Optional.of(new BigInteger(digits))
                        .filter(number -> number.bitLength() < Long.SIZE)
                        .map(BigInteger::longValue);
            case null, default -> Optional.empty();
        };
    }

    static Optional<Lsn> lsn(@Nullable Object value) {
        return whole(value).map(Lsn::new);
    }

    private static boolean isNatural(long number) {
        return number >= 0;
    }
}
