package io.regent.settings;

/**
 * A setting that asks for something this version cannot do.
 *
 * @param setting its path, for example {@code watchdog.mode}
 * @param consequence what the operator must know, as half a sentence
 * @param severity whether the node may go on without it
 */
public record UnsupportedSetting(String setting, String consequence, Severity severity) {

    /** What it means to go on as if the setting were not there. */
    public enum Severity {
        /** The cluster would be less safe than its configuration says: refuse to start, or to lead. */
        ERROR,
        /** Something is missing, but nothing is at risk: say so and go on. */
        WARNING
    }

    @Override
    public String toString() {
        return setting + ": " + consequence;
    }
}
