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

    private static final int DEFAULT_FILE_COUNT = 4;
    private static final long DEFAULT_FILE_SIZE = 25_000_000;

    static LogSettings from(Section section) {
        Section loggers = section.section("loggers");
        Map<String, Level> levels = new LinkedHashMap<>();
        loggers.keys().forEach(name -> levels.put(name, loggers.choice(name, Level.NOTSET, Level.class)));
        var settings = new LogSettings(
                section.choice("level", Level.INFO, Level.class),
                section.text("dir"),
                section.number("file_num", DEFAULT_FILE_COUNT, 0, Integer.MAX_VALUE),
                section.bytes("file_size", DEFAULT_FILE_SIZE, 0),
                levels);
        Unsupported.knowLog(section);
        section.reportUnknown();
        return settings;
    }

    public LogSettings {
        loggers = Collections.unmodifiableMap(new LinkedHashMap<>(loggers));
    }
}
