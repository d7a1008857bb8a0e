package io.regent.agent.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import io.regent.settings.LogSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Sets logback up. Writing never blocks the loop: when the queue is full, lines are dropped (LES-139). */
public final class Logging {

    /** Marks what is worse than an error. */
    public static final Marker CRITICAL = MarkerFactory.getMarker("CRITICAL");

    private static final int QUEUE = 1000;
    private static final String FILE = "patroni.log";

    /** gRPC and Undertow tell of their inner life there; what matters comes to us as an answer. Held, or it is forgotten. */
    private static final java.util.logging.Logger LIBRARIES = java.util.logging.Logger.getLogger("");

    private Logging() {}

    /** Logs to standard error at the given level, before there are settings. */
    public static void atStart() {
        LIBRARIES.setLevel(java.util.logging.Level.SEVERE);
        LoggerContext context = reset();
        root(context, console(context), LogSettings.Level.INFO);
    }

    /** Logs as the settings say. */
    public static void configure(LogSettings settings) {
        LoggerContext context = reset();
        Optional<OutputStreamAppender<ILoggingEvent>> file = settings.directory()
                .map(directory -> file(context, Path.of(directory), settings))
                .filter(OutputStreamAppender::isStarted);
        root(context, file.orElseGet(() -> console(context)), settings.level());
        if (file.isEmpty() && settings.directory().isPresent()) {
            LoggerFactory.getLogger(Logging.class)
                    .error(
                            "log.dir: {} is not allowed, it must be a directory that can be written; standard error is used",
                            settings.directory().orElseThrow());
        }
        settings.loggers()
                .forEach((name, level) -> context.getLogger(ours(name)).setLevel(level(level)));
    }

    /** Writes what is still in the queue, and logs nothing more. */
    public static void close() {
        reset();
    }

    private static LoggerContext reset() {
        LoggerContext context = context();
        context.reset();
        return context;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static void root(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> target, LogSettings.Level level) {
        var queue = new AsyncAppender();
        queue.setContext(context);
        queue.setQueueSize(QUEUE);
        queue.setNeverBlock(true);
        queue.addAppender(target);
        queue.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(queue);
        context.getLogger("io.regent").setLevel(level(level));
    }

    private static OutputStreamAppender<ILoggingEvent> console(LoggerContext context) {
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setTarget("System.err");
        return started(context, console);
    }

    private static OutputStreamAppender<ILoggingEvent> file(
            LoggerContext context, Path directory, LogSettings settings) {
        var file = new RollingFileAppender<ILoggingEvent>();
        file.setFile(directory.resolve(FILE).toString());
        var window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(file);
        window.setFileNamePattern(directory.resolve(FILE) + ".%i");
        window.setMinIndex(1);
        window.setMaxIndex(Math.max(1, settings.fileCount()));
        window.start();
        var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(settings.fileSize()));
        size.start();
        file.setRollingPolicy(window);
        file.setTriggeringPolicy(size);
        return started(context, file);
    }

    private static OutputStreamAppender<ILoggingEvent> started(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
        var layout = new LineLayout();
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static String ours(String name) {
        return name.equals("patroni") || name.startsWith("patroni.") ? "io.regent" : name;
    }

    private static Level level(LogSettings.Level level) {
        return switch (level) {
            case CRITICAL, ERROR -> Level.ERROR;
            case WARNING -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case NOTSET -> Level.TRACE;
        };
    }
}
