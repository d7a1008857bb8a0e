package io.regent.postgres;

import java.util.Locale;

/** The name of a member's replication slot. */
public final class SlotName {

    private static final int LONGEST = 63;

    private SlotName() {}

    /**
     * The slot of a member: lower case, {@code -} and {@code .} become {@code _}, any other character that a slot name must not
     * have becomes {@code u} and its code point, and the result is cut to 63 characters (HA-121).
     */
    public static String of(String memberName) {
        var slot = new StringBuilder();
        memberName.toLowerCase(Locale.ROOT).codePoints().forEach(point -> {
            if ((point >= 'a' && point <= 'z') || (point >= '0' && point <= '9') || point == '_') {
                slot.appendCodePoint(point);
            } else if (point == '-' || point == '.') {
                slot.append('_');
            } else {
                slot.append("u%04d".formatted(point));
            }
        });
        return slot.length() > LONGEST ? slot.substring(0, LONGEST) : slot.toString();
    }
}
