package io.regent.ctl.output;

/**
 * A column of a sheet.
 *
 * @param title its name in JSON, YAML and tab-separated text
 * @param heading what stands above it in a table
 */
public record Column(String title, String heading, Alignment alignment) {

    /** To which side a table pushes the cells. */
    public enum Alignment {
        LEFT,
        RIGHT
    }

    static Column left(String title) {
        return new Column(title, title, Alignment.LEFT);
    }

    static Column right(String title) {
        return new Column(title, title, Alignment.RIGHT);
    }
}
