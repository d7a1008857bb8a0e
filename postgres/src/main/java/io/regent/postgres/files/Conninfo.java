package io.regent.postgres.files;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A libpq connection string of the form {@code key=value key='other value'} (manual, "Connection Strings").
 *
 * @param words in order
 */
public record Conninfo(Map<String, String> words) {

    public Conninfo {
        words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
    }

    /** A string without a word. */
    public static Conninfo empty() {
        return new Conninfo(Map.of());
    }

    /** The same with one more word, or with another value for it. */
    public Conninfo with(String key, String value) {
        var more = new LinkedHashMap<>(words);
        more.put(key, value);
        return new Conninfo(more);
    }

    /** The same with another word if there is a value. */
    public Conninfo with(String key, Optional<String> value) {
        return value.map(text -> with(key, text)).orElse(this);
    }

    /** The value of a word. */
    public Optional<String> word(String key) {
        return Optional.ofNullable(words.get(key));
    }

    /** Reads a string; empty when a quote or a value is missing. */
    public static Optional<Conninfo> parse(String text) {
        var words = new LinkedHashMap<String, String>();
        int at = skipSpace(text, 0);
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                return Optional.empty();
            }
            String key = text.substring(at, equals).strip();
            var value = new StringBuilder();
            at = readValue(text, skipSpace(text, equals + 1), value);
            if (at < 0 || key.isEmpty()) {
                return Optional.empty();
            }
            words.put(key, value.toString());
            at = skipSpace(text, at);
        }
        return Optional.of(new Conninfo(words));
    }

    /** In the form that libpq reads, every value quoted that needs it. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        words.forEach((key, value) -> {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            text.append(key).append('=').append(quoted(value));
        });
        return text.toString();
    }

    private static String quoted(String value) {
        boolean plain =
                !value.isEmpty() && value.chars().noneMatch(c -> Character.isWhitespace(c) || c == '\'' || c == '\\');
        return plain ? value : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Reads one value into the builder and gives the position after it, or -1 when a quote is not closed. */
    private static int readValue(String text, int start, StringBuilder value) {
        boolean quoted = start < text.length() && text.charAt(start) == '\'';
        int at = quoted ? start + 1 : start;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quoted ? c == '\'' : Character.isWhitespace(c)) {
                return at + 1;
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
            at++;
        }
        return quoted ? -1 : at;
    }

    private static int skipSpace(String text, int start) {
        int at = start;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
