package io.regent.settings;

import io.regent.settings.values.BooleanText;
import io.regent.settings.values.Quantity;
import io.regent.settings.yaml.MalformedYaml;
import io.regent.settings.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One variable of the environment and the setting it stands for (CFG-130 to CFG-142).
 *
 * @param name for example {@code PATRONI_SUPERUSER_USERNAME}
 * @param path the keys that lead to the setting
 */
record EnvironmentVariable(String name, List<String> path, Kind kind) {

    /** How the text of a variable is read (CFG-131). */
    enum Kind {
        TEXT,
        FLAG,
        NUMBER,
        LIST,
        MAP
    }

    /** What the text means; text that does not fit stays text, so that whoever reads the setting complains. */
    Object value(String text) {
        return switch (kind) {
            case TEXT -> text;
            case FLAG -> BooleanText.parse(text).<Object>map(flag -> flag).orElse(text);
            case NUMBER -> number(text);
            case LIST -> isYaml(text, '[', ']') ? yaml(text) : items(text);
            case MAP -> yaml(text);
        };
    }

    private static Object number(String text) {
        OptionalLong number = Quantity.integer(text);
        return number.isPresent() ? (Object) number.getAsLong() : text;
    }

    private static boolean isYaml(String text, char first, char last) {
        return text.strip().charAt(0) == first
                && text.strip().charAt(text.strip().length() - 1) == last;
    }

    private static Object yaml(String text) {
        try {
            Object value = Yaml.read(text).value();
            return value == null ? text : value;
        } catch (MalformedYaml e) {
            return text;
        }
    }

    /** Splits at commas; each item may be quoted. */
    private static List<Object> items(String text) {
        List<Object> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            String bare = item.strip();
            boolean quoted = bare.length() > 1 && (isYaml(bare, '\'', '\'') || isYaml(bare, '"', '"'));
            items.add(quoted ? bare.substring(1, bare.length() - 1) : bare);
        }
        items.removeIf(""::equals);
        return items;
    }
}
