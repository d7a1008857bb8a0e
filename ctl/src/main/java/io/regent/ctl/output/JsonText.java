package io.regent.ctl.output;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON on one line, with a blank after each comma and colon and nothing beyond ASCII (CTL-037). */
public final class JsonText {

    private JsonText() {}

    /**
     * The value, without a line end.
     *
     * @throws IllegalArgumentException when it holds something that JSON cannot
     */
    public static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Boolean flag -> flag.toString();
            case Number number -> number.toString();
            case CharSequence text -> quoted(text);
            case List<?> list -> list.stream().map(JsonText::of).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + of(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> throw new IllegalArgumentException(value.getClass() + " has no form in JSON");
        };
    }

    private static String quoted(CharSequence text) {
        return text.chars().mapToObj(unit -> escaped((char) unit)).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(char unit) {
        return switch (unit) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> unit >= ' ' && unit <= '~' ? String.valueOf(unit) : "\\u%04x".formatted((int) unit);
        };
    }
}
