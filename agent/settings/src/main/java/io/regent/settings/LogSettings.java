package io.regent.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code log}, as far as it is used.
 *
 * @param directory where {@code patroni.log} is written; absent for standard error (CFG-047)
 * @param fileCount how many files are kept
 * @param fileSize in bytes
 * @param loggers levels by the name of a logger
 */
public record LogSettings(
        Level level, Optional<String> directory, int fileCount, long fileSize, Map<String, Level> loggers) {

    /** The names of Python's levels (CFG-043). */
    public enum Level {
        CRITICAL,
        ERROR,
        WARNING,
        INFO,
        DEBUG,
        NOTSET
    }

    public LogSettings {
        loggers = Collections.unmodifiableMap(new LinkedHashMap<>(loggers));
    }
}
