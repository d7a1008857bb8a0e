package io.regent.settings;

import io.regent.settings.values.BooleanText;
import io.regent.settings.values.HostAndPort;
import io.regent.settings.values.Quantity;
import io.regent.settings.values.ScalarText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One map of the configuration while it is read. It remembers which keys were asked for; the others are unknown. A key
 * without a value, or with an empty text, counts as not given.
 */
final class Section {

    /** For numbers that are raised to their minimum instead of being refused. */
    static final int NO_MINIMUM = Integer.MIN_VALUE;

    private final String path;
    private final Map<String, Object> values;
    private final Problems problems;
    private final Set<String> known = new TreeSet<>();

    Section(String path, Map<String, Object> values, Problems problems) {
        this.path = path;
        this.values = values;
        this.problems = problems;
    }

    Problems problems() {
        return problems;
    }

    /** The full path of a key, as messages show it. */
    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Set<String> keys() {
        return values.keySet();
    }

    Map<String, Object> values() {
        return values;
    }

    Optional<Object> value(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key)).filter(value -> !value.equals(""));
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    Section section(String key) {
        return new Section(at(key), map(key), problems);
    }

    Map<String, Object> map(String key) {
        Object value = value(key).orElse(Map.of());
        if (value instanceof Map<?, ?> map) {
            return Maps.withTextKeys(map);
        }
        problems.notAllowed(at(key), value, "a map");
        return Map.of();
    }

    Optional<String> text(String key) {
        Optional<Object> value = value(key);
        Optional<String> text = value.flatMap(ScalarText::of).filter(found -> !found.isBlank());
        if (value.isPresent() && ScalarText.of(value.get()).isEmpty()) {
            problems.notAllowed(at(key), value.get(), "a text");
        }
        return text;
    }

    /** A text that must be given. */
    String requiredText(String key, String allowed) {
        Optional<String> text = text(key);
        if (!has(key)) {
            problems.missing(at(key), allowed);
        }
        return text.orElse("missing");
    }

    boolean flag(String key, boolean otherwise) {
        Optional<Object> value = value(key);
        Optional<Boolean> flag = value.flatMap(BooleanText::parse);
        if (value.isPresent() && flag.isEmpty()) {
            problems.notAllowed(at(key), value.get(), "a boolean: on or off");
        }
        return flag.orElse(otherwise);
    }

    int number(String key, int otherwise, int minimum, int maximum) {
        return (int) number(key, value -> Quantity.integer(value), otherwise, minimum, maximum, "");
    }

    long bytes(String key, long otherwise, long minimum) {
        String units = " of bytes, or one with a unit: B, kB, MB, GB or TB";
        return number(key, value -> Quantity.integer(value, "B"), otherwise, minimum, Long.MAX_VALUE, units);
    }

    /** A time in whole seconds, or with a unit. */
    Duration seconds(String key, Duration otherwise, long minimum) {
        String units = " of seconds, or one with a unit: us, ms, s, min, h or d";
        long longest = Duration.ofDays(36_500).toSeconds();
        return Duration.ofSeconds(
                number(key, value -> Quantity.integer(value, "s"), otherwise.toSeconds(), minimum, longest, units));
    }

    HostAndPort address(String key, OptionalInt defaultPort, HostAndPort otherwise) {
        Optional<String> text = text(key);
        Optional<HostAndPort> address = text.flatMap(found -> HostAndPort.parse(found, defaultPort));
        if (text.isPresent() && address.isEmpty()) {
            problems.notAllowed(at(key), text.get(), "host:port with a port from 1 to 65535");
        }
        return address.orElse(otherwise);
    }

    /** One of the constants of an enum, in any case (CFG-187). */
    <E extends Enum<E>> E choice(String key, E otherwise, Class<E> type) {
        Optional<String> text = text(key);
        Optional<E> choice = text.flatMap(found -> Stream.of(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(found.strip()))
                .findFirst());
        if (text.isPresent() && choice.isEmpty()) {
            String allowed = Stream.of(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            problems.notAllowed(at(key), text.get(), "one of " + allowed);
        }
        return choice.orElse(otherwise);
    }

    /** A list of texts; absent when the key is. */
    Optional<List<String>> lines(String key) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        if (value.get() instanceof List<?> list) {
            for (Object item : list) {
                Optional.ofNullable(item).flatMap(ScalarText::of).ifPresentOrElse(lines::add, () -> {
                    problems.notAllowed(at(key), String.valueOf(item), "a list of lines");
                });
            }
        } else {
            problems.notAllowed(at(key), value.get(), "a list of lines");
        }
        return Optional.of(lines);
    }

    /** A map of texts as PostgreSQL reads them; keys without a value are left out (CFG-025). */
    Map<String, String> texts(String key) {
        Section section = section(key);
        Map<String, String> texts = new LinkedHashMap<>();
        section.values.forEach((name, value) -> {
            if (value != null) {
                ScalarText.of(value)
                        .ifPresentOrElse(
                                text -> texts.put(name, text),
                                () -> problems.notAllowed(section.at(name), value, "a text, a number or a boolean"));
            }
        });
        return texts;
    }

    /** Says that the keys are known, though nothing reads them here. */
    void know(Iterable<String> keys) {
        keys.forEach(known::add);
    }

    /** Warns of every key that nobody asked for. They are kept: a newer version, or Patroni, may know them. */
    void reportUnknown() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                String hint = NearestName.to(key, known)
                        .map(" Did you mean %s?"::formatted)
                        .orElse("");
                problems.warn(at(key), "is unknown and has no effect." + hint);
            }
        }
    }

    private interface Reading {
        OptionalLong of(Object value);
    }

    private long number(String key, Reading reading, long otherwise, long minimum, long maximum, String units) {
        Optional<Object> value = value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        OptionalLong number = reading.of(value.get());
        if (number.isPresent() && number.getAsLong() >= minimum && number.getAsLong() <= maximum) {
            return number.getAsLong();
        }
        String least = minimum == NO_MINIMUM ? "" : ", at least " + minimum;
        String range = maximum < Integer.MAX_VALUE ? " from %d to %d".formatted(minimum, maximum) : least;
        problems.notAllowed(at(key), value.get(), "a whole number" + units + range);
        return otherwise;
    }
}
