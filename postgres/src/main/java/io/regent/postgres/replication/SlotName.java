package io.regent.postgres.replication;

import java.util.Locale;

/** How the name of a member's replication slot follows from the member's (HA-121). */
public final class SlotName {

    private static final int LONGEST = 63;

    private SlotName() {}

    /**
     * The slot's name: lower case, {@code -} and {@code .} as {@code _}, any other character outside {@code [a-z0-9_]} as
     * {@code u} and its decimal code point of at least four digits, cut to 63 characters.
     */
    public static String of(String memberName) {
        var name = new StringBuilder();
        memberName.toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
            if (c == '-' || c == '.') {
                name.append('_');
            } else if (c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                name.appendCodePoint(c);
            } else {
                name.append("u%04d".formatted(c));
            }
        });
        return name.substring(0, Math.min(name.length(), LONGEST));
    }
}
