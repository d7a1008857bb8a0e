package io.regent.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.regent.Spec;
import io.regent.settings.LogSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets logback up, and writes lines as operators know them. */
class LoggingTest {

    private static final Logger LOG = LoggerFactory.getLogger(LoggingTest.class);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        Logging.atStart();
        LOG.info("the end of a test");
    }

    @ParameterizedTest
    @CsvSource({"INFO, INFO", "WARN, WARNING", "ERROR, ERROR", "DEBUG, DEBUG", "TRACE, DEBUG"})
    void a_line_has_the_time_the_level_and_the_message(String level, String word) {
        assertThat(line(Level.toLevel(level)))
                .matches("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2},\\d{3} " + word + ": no action\\. I am node-1\n");
    }

    @Test
    void what_is_worse_than_an_error_is_critical() {
        LoggingEvent event = event(Level.ERROR);
        event.addMarker(Logging.CRITICAL);

        assertThat(new LineLayout().doLayout(event)).contains(" CRITICAL: ");
    }

    @Test
    void an_exception_follows_its_line() {
        LoggingEvent event = new LoggingEvent(
                "", context().getLogger("io.regent"), Level.ERROR, "broken", new IllegalStateException("why"), null);

        assertThat(new LineLayout().doLayout(event)).contains("ERROR: broken\njava.lang.IllegalStateException: why");
    }

    @Test
    void a_configured_folder_gets_the_log_file_at_the_configured_level() throws IOException {
        Logging.configure(settings(LogSettings.Level.WARNING, Map.of()));
        LOG.info("too quiet");
        LOG.warn("loud enough");
        Logging.close();

        assertThat(Files.readString(folder.resolve("patroni.log")))
                .contains("WARNING: loud enough")
                .doesNotContain("too quiet");
    }

    @Test
    void a_folder_that_cannot_be_written_is_no_reason_to_be_silent() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");

        Logging.configure(
                new LogSettings(LogSettings.Level.INFO, Optional.of(notAFolder.toString()), 2, 1_000_000, Map.of()));

        assertThat(queue().iteratorForAppenders().next()).isInstanceOf(ConsoleAppender.class);
    }

    @Test
    void a_logger_of_patroni_means_ours() throws IOException {
        Logging.configure(settings(LogSettings.Level.WARNING, Map.of("patroni.ha", LogSettings.Level.DEBUG)));
        LOG.debug("quiet");
        Logging.close();

        assertThat(Files.readString(folder.resolve("patroni.log"))).contains("DEBUG: quiet");
    }

    @Timeout(30)
    @Spec("LES-139")
    @Test
    void a_log_that_nobody_reads_keeps_nobody_waiting() {
        var gate = new CountDownLatch(1);
        PrintStream before = System.err;
        System.setErr(new PrintStream(stuck(gate), true, StandardCharsets.UTF_8));
        try {
            Logging.atStart();

            for (int line = 0; line < 5000; line++) {
                LOG.error("line {}", line);
            }

            assertThat(queue().getRemainingCapacity()).isZero();
        } finally {
            gate.countDown();
            System.setErr(before);
        }
    }

    private static OutputStream stuck(CountDownLatch gate) {
        return new OutputStream() {
            @Override
            public void write(int character) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    private static AsyncAppender queue() {
        return (AsyncAppender) context()
                .getLogger(Logger.ROOT_LOGGER_NAME)
                .iteratorForAppenders()
                .next();
    }

    private LogSettings settings(LogSettings.Level level, Map<String, LogSettings.Level> loggers) {
        return new LogSettings(level, Optional.of(folder.toString()), 2, 1_000_000, loggers);
    }

    private static String line(Level level) {
        return new LineLayout().doLayout(event(level));
    }

    private static LoggingEvent event(Level level) {
        return new LoggingEvent(
                "", context().getLogger("io.regent"), level, "no action. I am {}", null, new Object[] {"node-1"});
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
