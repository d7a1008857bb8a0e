package io.regent.restapi.metrics;

/** Writes families of one sample each, all with the same labels (API-066). */
final class Exposition {

    private final StringBuilder text = new StringBuilder(8_192);
    private final String labels;

    Exposition(String scope, String name) {
        this.labels = "{scope=\"%s\",name=\"%s\"}".formatted(escaped(scope), escaped(name));
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

    void comment(String words) {
        text.append("# ").append(words).append('\n');
    }

    private void family(String family, String help, String type, String value) {
        text.append("# HELP ").append(family).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(family).append(' ').append(type).append('\n');
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
