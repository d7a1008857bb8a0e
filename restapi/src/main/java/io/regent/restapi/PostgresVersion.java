package io.regent.restapi;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version of PostgreSQL as an operator writes it: {@code 15.2}, or {@code 9.6.3} for the releases before 10 (API-112).
 *
 * @param text as written
 * @param number as in {@code server_version_num}
 */
public record PostgresVersion(String text, int number) {

    private static final Pattern TWO_PARTS = Pattern.compile("([0-9]{2,3})\\.([0-9]{1,2})");
    private static final Pattern THREE_PARTS = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,2})\\.([0-9]{1,2})");

    /** The version, or empty when the text is neither {@code X.Y} with X of 10 or more nor {@code X.Y.Z}. */
    public static Optional<PostgresVersion> of(String text) {
        var two = TWO_PARTS.matcher(text);
        if (two.matches() && part(two.group(1)) >= 10) {
            return Optional.of(new PostgresVersion(text, part(two.group(1)) * 10_000 + part(two.group(2))));
        }
        var three = THREE_PARTS.matcher(text);
        return three.matches()
                ? Optional.of(new PostgresVersion(
                        text, part(three.group(1)) * 10_000 + part(three.group(2)) * 100 + part(three.group(3))))
                : Optional.empty();
    }

    private static int part(String digits) {
        return Integer.parseInt(digits);
    }
}
