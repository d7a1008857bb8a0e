package io.regent.postgres;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The value of {@code synchronous_standby_names}: whom a commit waits for. Names are application names, whose case does not
 * count (HA-138, IF-009, LES-093).
 */
public sealed interface SyncNames {

    /** The parameter. */
    String PARAMETER = "synchronous_standby_names";

    /** How many of the names must answer. */
    enum Method {
        /** The first ones that are there. */
        FIRST,
        /** Any ones. */
        ANY
    }

    /** Nobody is waited for. */
    record Nobody() implements SyncNames {}

    /**
     * Some of the standbys with these names.
     *
     * @param number how many of them, 1 or more
     * @param names as they are written, in their order
     */
    record Listed(Method method, int number, List<String> names) implements SyncNames {

        public Listed {
            names = List.copyOf(names);
        }
    }

    /** The list has a {@code *}: whoever happens to be there. */
    record Everybody(Method method, int number) implements SyncNames {}

    /** The server would refuse it; it is nothing that this program writes. */
    record Unreadable(String value) implements SyncNames {}

    /** Every one of the standbys; nobody without any. */
    static SyncNames allOf(Collection<String> names) {
        List<String> sorted = List.copyOf(new TreeSet<>(names));
        return sorted.isEmpty() ? new Nobody() : new Listed(Method.FIRST, sorted.size(), sorted);
    }

    /** Any so many of the standbys; nobody without any. */
    static SyncNames anyOf(int number, Collection<String> names) {
        List<String> sorted = List.copyOf(new TreeSet<>(names));
        return sorted.isEmpty() ? new Nobody() : new Listed(Method.ANY, number, sorted);
    }

    /** Reads the value as the server reads it. */
    static SyncNames parse(String value) {
        return new SyncNamesParser(value).parse();
    }

    /** The value as it is written: sorted by whoever made the list, a comma without a space, quotes where they are needed. */
    default String text() {
        return switch (this) {
            case Nobody _ -> "";
            case Unreadable(String value) -> value;
            case Everybody(Method method, int number) -> written(method, number, "*", number == 1);
            case Listed(Method method, int number, List<String> names) ->
                written(
                        method,
                        number,
                        names.stream().map(Quoting::quoted).collect(Collectors.joining(",")),
                        number == 1 && names.size() == 1);
        };
    }

    /** Whether the other value makes commits wait in the same way; the order of names does not count. */
    default boolean means(SyncNames other) {
        return switch (this) {
            case Listed mine -> other instanceof Listed theirs && isSame(mine, theirs);
            case Nobody _, Everybody _, Unreadable _ -> equals(other);
        };
    }

    private static boolean isSame(Listed one, Listed other) {
        return one.method == other.method
                && one.number == other.number
                && folded(one.names).equals(folded(other.names));
    }

    /** A name without the case that does not count. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Set<String> folded(List<String> names) {
        return names.stream().map(SyncNames::folded).collect(Collectors.toSet());
    }

    private static String written(Method method, int number, String list, boolean single) {
        return switch (method) {
            case ANY -> "ANY %d (%s)".formatted(number, list);
            case FIRST -> single ? list : "%d (%s)".formatted(number, list);
        };
    }

    /** Which names need quotes. */
    final class Quoting {

        private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z_0-9$]*");
        private static final Set<String> WORDS = Set.of("first", "any");

        private Quoting() {}

        static String quoted(String name) {
            boolean plain = PLAIN.matcher(name).matches() && !WORDS.contains(folded(name));
            return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
        }
    }
}
