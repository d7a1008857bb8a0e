package io.regent.restapi.metrics;

import java.util.Map;
import java.util.Optional;

/** Writes families, all with the same labels, and but for a few of one sample each (API-066). */
final class Exposition {

    private final StringBuilder text = new StringBuilder(8_192);
    private final String own;
    private final String labels;

    Exposition(String scope, String name) {
        this.own = "scope=\"%s\",name=\"%s\"".formatted(escaped(scope), escaped(name));
        this.labels = "{" + own + "}";
    }

    void gauge(String family, String help, String value) {
        family(family, help, "gauge", value);
    }

    void gauge(String family, String help, long value) {
        gauge(family, help, Long.toString(value));
    }

    void gauge(String family, String help, boolean value) {
        gauge(family, help, value ? 1 : 0);
    }

    void counter(String family, String help, long value) {
        family(family, help, "counter", Long.toString(value));
    }

    /** A family with one more label, and a sample for each of its values. */
    void counters(String family, String help, String label, Map<String, Long> values) {
        family(family, help, "counter", label, values);
    }

    /** The same for values that go up and down. */
    void gauges(String family, String help, String label, Map<String, Long> values) {
        family(family, help, "gauge", label, values);
    }

    /** A family whose one sample is 1, and whose label is what it has to say; without a sample when there is none. */
    void info(String family, String help, String label, Optional<String> value) {
        family(
                family,
                help,
                "gauge",
                label,
                value.map(known -> Map.of(known, 1L)).orElse(Map.of()));
    }

    void comment(String words) {
        text.append("# ").append(words).append('\n');
    }

    private void family(String family, String help, String type, String label, Map<String, Long> values) {
        head(family, help, type);
        values.forEach((value, number) ->
                text.append("%s{%s,%s=\"%s\"} %d\n".formatted(family, own, label, escaped(value), number)));
    }

    private void head(String family, String help, String type) {
        text.append("# HELP ").append(family).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(family).append(' ').append(type).append('\n');
    }

    private void family(String family, String help, String type, String value) {
        head(family, help, type);
        text.append(family).append(labels).append(' ').append(value).append('\n');
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
