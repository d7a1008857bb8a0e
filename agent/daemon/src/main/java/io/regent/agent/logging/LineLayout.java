package io.regent.agent.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** {@code YYYY-MM-DD HH:MM:SS,mmm LEVEL: message}, with the names of Python's levels (IF-005). */
final class LineLayout extends LayoutBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS").withZone(ZoneId.systemDefault());

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder();
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        line.append(' ')
                .append(level(event))
                .append(": ")
                .append(event.getFormattedMessage())
                .append('\n');
        Optional.ofNullable(event.getThrowableProxy())
                .ifPresent(thrown ->
                        line.append(ThrowableProxyUtil.asString(thrown)).append('\n'));
        return line.toString();
    }

    private static String level(ILoggingEvent event) {
        boolean critical =
                event.getMarkerList() != null && event.getMarkerList().contains(Logging.CRITICAL);
        if (critical) {
            return "CRITICAL";
        }
        return switch (event.getLevel().toInt()) {
            case Level.WARN_INT -> "WARNING";
            case Level.TRACE_INT -> "DEBUG";
            default -> event.getLevel().toString();
        };
    }
}
