package io.regent.postgres.parameters;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A setting as one version of PostgreSQL describes it in {@code pg_settings}.
 *
 * @param unit the base unit of a number such as {@code 8kB} or {@code ms}
 * @param smallest the smallest number allowed, in the base unit; absent when the setting is no number
 * @param largest the largest
 * @param context who may change it and when, such as {@code postmaster} or {@code sighup}
 * @param words what an enumeration may be
 */
public record Setting(
        String name,
        Type type,
        Optional<String> unit,
        Optional<BigDecimal> smallest,
        Optional<BigDecimal> largest,
        String context,
        List<String> words) {

    /** What kind of value a setting has. */
    public enum Type {
        BOOL,
        INTEGER,
        REAL,
        ENUM,
        STRING
    }

    /** What becomes of a value. */
    public sealed interface Verdict {

        /** It is used as it stands. */
        record Accepted() implements Verdict {}

        /** A number beyond the limits: the nearest one that is allowed is used (CFG-164). */
        record Limited(String nearest, String allowed) implements Verdict {}

        /** It cannot be used. */
        record Refused(String allowed) implements Verdict {}

        /** The name is none that a setting can have. */
        record NoSetting() implements Verdict {}
    }

    /** A boolean among the words may be spelled in these ways, too (manual, "Parameter Names and Values"). */
    private static final List<String> SPELLINGS = List.of("true", "false", "yes", "no", "1", "0");

    private static final List<String> MEMORY_UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final List<String> TIME_UNITS = List.of("us", "ms", "s", "min", "h", "d");

    public Setting {
        words = List.copyOf(words);
    }

    /** Reads a line of {@code .ci/postgres-settings}: the components between tabs, the words between commas. */
    public static Setting parse(String line) {
        Iterator<Optional<String>> column = Arrays.stream(line.split("\t", -1))
                .map(text -> Optional.of(text).filter(given -> !given.isEmpty()))
                .iterator();
        return new Setting(
                column.next().orElseThrow(),
                Type.valueOf(column.next().orElseThrow().toUpperCase(Locale.ROOT)),
                column.next(),
                column.next().map(BigDecimal::new),
                column.next().map(BigDecimal::new),
                column.next().orElseThrow(),
                column.next().map(list -> List.of(list.split(","))).orElse(List.of()));
    }

    /** Whether a change acts only after a restart. */
    public boolean needsRestart() {
        return context.equals("postmaster");
    }

    /** Judges a value by type, limits and words. What a text may be, only the server knows. */
    public Verdict judge(String value) {
        if (context.equals("internal")) {
            return new Verdict.Refused("left to the server, nobody can set it");
        }
        return switch (type) {
            case BOOL -> GucText.bool(value).isPresent() ? new Verdict.Accepted() : new Verdict.Refused("on or off");
            case INTEGER ->
                number(GucUnit.integer(unit, value).map(number -> number.setScale(0, RoundingMode.HALF_EVEN)));
            case REAL -> number(GucUnit.real(unit, value));
            case ENUM ->
                isWord(value) ? new Verdict.Accepted() : new Verdict.Refused("one of " + String.join(", ", words));
            case STRING -> new Verdict.Accepted();
        };
    }

    private Verdict number(Optional<BigDecimal> number) {
        if (number.isEmpty()) {
            return new Verdict.Refused(allowedNumbers());
        }
        Optional<BigDecimal> nearest = smallest.filter(limit -> number.get().compareTo(limit) < 0)
                .or(() -> largest.filter(limit -> number.get().compareTo(limit) > 0));
        return nearest.<Verdict>map(limit -> new Verdict.Limited(limit.toPlainString(), allowedNumbers()))
                .orElseGet(Verdict.Accepted::new);
    }

    private String allowedNumbers() {
        String limits = "a number from %s to %s"
                .formatted(
                        smallest.map(BigDecimal::toPlainString).orElse("any"),
                        largest.map(BigDecimal::toPlainString).orElse("any"));
        return unit.map(base -> limits + " in units of " + base + ", or one with a unit ("
                        + String.join(", ", base.endsWith("B") ? MEMORY_UNITS : TIME_UNITS) + ")")
                .orElse(limits);
    }

    private boolean isWord(String value) {
        var allowed = new ArrayList<>(words);
        if (words.contains("on")) {
            allowed.addAll(SPELLINGS);
        }
        return allowed.contains(value.toLowerCase(Locale.ROOT)) || hasHiddenWord(value.toLowerCase(Locale.ROOT));
    }

    /** What PostgreSQL understands without saying so. */
    private boolean hasHiddenWord(String word) {
        return switch (name) {
            case "wal_level" -> word.equals("archive") || word.equals("hot_standby");
            case "client_min_messages" ->
                List.of("debug", "info", "fatal", "panic").contains(word);
            case "password_encryption" -> !words.contains("off") && (SPELLINGS.contains(word) || word.equals("on"));
            default -> words.contains("debug5") && word.equals("debug");
        };
    }
}
