package io.regent.postgres.server;

import io.regent.postgres.ControlData;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.ServerProcess.Signal;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.StopListener;
import io.regent.postgres.StopMode;
import io.regent.postgres.control.DataDirectory;
import io.regent.postgres.control.PostmasterFile;
import io.regent.postgres.directory.SocketDirectories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the server of these settings through {@code pg_ctl}, which gives it a session of its own, so that it outlives
 * the agent.
 */
public record ServerControl(PostgresSettings settings, LinuxServerProcess process) {

    private static final Logger LOG = LoggerFactory.getLogger(ServerControl.class);

    private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(10);
    private static final Duration NO_LIMIT = Duration.ofDays(365);
    private static final Duration CONTROL_DATA_PAUSE = Duration.ofMillis(250);
    private static final int LOG_LINES = 8;

    /**
     * Starts the server and waits until it accepts connections. Stale lock files are removed first: their pid may be
     * another process's now, be given to the new postmaster, or be a zombie's (LES-058, IF-003).
     *
     * @param commandLine parameters for the postmaster's command line
     * @throws IOException when the server's log cannot be written
     */
    public Outcome start(Path configFile, Map<String, String> commandLine) throws InterruptedException, IOException {
        if (process.adopt(data()).isPresent()) {
            return new Outcome.Failed("a server runs already on " + settings.dataDir());
        }
        if (!endOrphans()) {
            return new Outcome.Failed(
                    "processes of an earlier server on %s cannot be ended".formatted(settings.dataDir()));
        }
        removeStaleLocks();
        long logStart = logSize();
        Program.Result result = tools().program("pg_ctl", startArguments(configFile, commandLine))
                .inOwnLocale()
                .run();
        return result.succeeded() ? awaitReady(logStart) : new Outcome.Failed("pg_ctl start: " + result.lastWords());
    }

    /** Waits until a server that was started accepts connections, or has ended. */
    private Outcome awaitReady(long logStart) throws InterruptedException {
        Patience patience = Patience.of(settings.startTimeout());
        Patience firstSign = Patience.of(ORPHAN_LIMIT);
        boolean[] seen = {false};
        Optional<Outcome> outcome = patience.await(() -> {
            Optional<PostmasterFile> file = process.adopt(data());
            seen[0] |= file.isPresent();
            if (file.isPresent()) {
                return file.filter(PostmasterFile::isReady).map(ready -> new Outcome.Done());
            }
            boolean ended = seen[0] || ((firstSign.isOver() || logEndsFatally(logStart)) && !process.backendsAlive());
            return ended
                    ? Optional.of(new Outcome.Failed("the server ended at once: " + logSince(logStart)))
                    : Optional.empty();
        });
        return outcome.orElseGet(Outcome.StillUnderWay::new);
    }

    /** Stops the server; see {@code Postgres.stop}. */
    public Outcome stop(StopMode mode, Duration timeout, StopListener listener) throws InterruptedException {
        boolean running = process.adopt(data()).isPresent();
        if (running) {
            Program.Result result = tools().program(
                            "pg_ctl",
                            List.of(
                                    "stop",
                                    "-W",
                                    "-D",
                                    settings.dataDir().toString(),
                                    "-m",
                                    mode.name().toLowerCase(Locale.ROOT)))
                    .within(ORPHAN_LIMIT)
                    .run();
            if (!result.succeeded() && process.isAlive()) {
                return new Outcome.Failed("pg_ctl stop: " + result.lastWords());
            }
        }
        return awaitEnd(timeout, mode == StopMode.FAST && running ? listener : checkpoint -> {});
    }

    /** Has the server read its files again. */
    public Outcome reload() throws InterruptedException {
        return done(
                "pg_ctl reload",
                tools().program(
                                "pg_ctl",
                                List.of("reload", "-D", settings.dataDir().toString())));
    }

    /** Asks the server to leave recovery, and waits until it says so. */
    public Outcome promote(Duration timeout, Supplier<Optional<Boolean>> inRecovery) throws InterruptedException {
        Patience patience = Patience.of(timeout);
        Outcome asked = done(
                "pg_ctl promote",
                tools().program(
                                "pg_ctl",
                                List.of(
                                        "promote",
                                        "-W",
                                        "-D",
                                        settings.dataDir().toString())));
        if (!(asked instanceof Outcome.Done)) {
            return asked;
        }
        return awaitEndOfRecovery(patience, "the server ended while it was promoted: ", inRecovery);
    }

    /** Waits until a server that recovers by itself says that it has, however long that takes. */
    public Outcome awaitEndOfRecovery(Supplier<Optional<Boolean>> inRecovery) throws InterruptedException {
        return awaitEndOfRecovery(Patience.of(NO_LIMIT), "the server ended while it recovered: ", inRecovery);
    }

    private Outcome awaitEndOfRecovery(Patience patience, String failure, Supplier<Optional<Boolean>> inRecovery)
            throws InterruptedException {
        Optional<Outcome> outcome = patience.await(() -> {
            if (!process.isAlive()) {
                return Optional.of(new Outcome.Failed(failure + logSince(0)));
            }
            return inRecovery.get().filter(recovering -> !recovering).map(promoted -> new Outcome.Done());
        });
        return outcome.orElseGet(Outcome.StillUnderWay::new);
    }

    private Outcome awaitEnd(Duration timeout, StopListener listener) throws InterruptedException {
        Patience patience = Patience.of(timeout);
        Optional<StopListener> toTell = Optional.of(listener);
        boolean sessions = true;
        Patience nextLook = Patience.of(CONTROL_DATA_PAUSE);
        while (process.isAlive()) {
            if (toTell.isPresent() && nextLook.isOver()) {
                sessions = sessions && sessionsLeft(listener);
                toTell = tell(toTell.get());
                nextLook = Patience.of(CONTROL_DATA_PAUSE);
            }
            if (patience.isOver()) {
                return new Outcome.StillUnderWay();
            }
            patience.pause();
        }
        if (!endOrphans()) {
            return new Outcome.Failed("processes of the stopped server are still alive");
        }
        toTell.ifPresent(told -> tellQuietly(told));
        return new Outcome.Done();
    }

    /** Whether somebody is in, or may still come in; tells when that has ended. */
    private boolean sessionsLeft(StopListener listener) {
        boolean shut = process.adopt(data()).filter(PostmasterFile::isStopping).isPresent();
        if (!shut || process.sessionsAlive()) {
            return true;
        }
        listener.sessionsGone();
        return false;
    }

    private void tellQuietly(StopListener listener) {
        try {
            tell(listener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells about the shutdown checkpoint if it is there; gives back whom to tell later. */
    private Optional<StopListener> tell(StopListener listener) throws InterruptedException {
        Optional<ControlData> control = tools().control().filter(data -> data.state() == ControlData.State.SHUT_DOWN);
        if (control.isEmpty()) {
            return Optional.of(listener);
        }
        Optional<ShutdownCheckpoint> checkpoint = tools().shutdownCheckpoint();
        checkpoint.ifPresent(listener::shutDownAt);
        return checkpoint.isPresent() ? Optional.empty() : Optional.of(listener);
    }

    /** Ends what an earlier postmaster left behind (LES-059). */
    private boolean endOrphans() throws InterruptedException {
        return Patience.of(ORPHAN_LIMIT)
                .await(() -> {
                    if (!process.backendsAlive()) {
                        return Optional.of(true);
                    }
                    LOG.warn("ending processes that outlived their postmaster on {}", settings.dataDir());
                    process.signal(Signal.KILL);
                    return Optional.empty();
                })
                .isPresent();
    }

    private void removeStaleLocks() throws IOException {
        Files.deleteIfExists(data().file("postmaster.pid"));
        for (Path directory : SocketDirectories.of(settings)) {
            Path lock = SocketDirectories.lockFile(directory, settings.listen().port());
            if (Files.isReadable(lock)) {
                Optional<PostmasterFile> owner = PostmasterFile.parse(Files.readString(lock));
                if (owner.filter(file -> ProcessTable.find(file.pid()).isEmpty())
                        .isPresent()) {
                    Files.deleteIfExists(lock);
                }
            }
        }
    }

    private List<String> startArguments(Path configFile, Map<String, String> commandLine) {
        var options = new ArrayList<String>();
        options.add("--config-file=" + configFile);
        commandLine.forEach((name, value) -> options.add("--" + name + "=" + value));
        return List.of(
                "start",
                "-W",
                "-D",
                settings.dataDir().toString(),
                "-l",
                settings.serverLog().toString(),
                "-o",
                String.join(" ", options.stream().map(ServerControl::forShell).toList()));
    }

    /** {@code pg_ctl} hands its options to a shell. */
    private static String forShell(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private Outcome done(String what, Program program) throws InterruptedException {
        Program.Result result = program.within(ORPHAN_LIMIT).run();
        return result.succeeded() ? new Outcome.Done() : new Outcome.Failed(what + ": " + result.lastWords());
    }

    private boolean logEndsFatally(long start) {
        String text = logSince(start);
        return text.contains("FATAL:") || text.contains("PANIC:");
    }

    private long logSize() throws IOException {
        return Files.exists(settings.serverLog()) ? Files.size(settings.serverLog()) : 0;
    }

    /** The last lines that the server wrote to its log from a position on. */
    private String logSince(long start) {
        try (var stream = Files.newInputStream(settings.serverLog())) {
            stream.skipNBytes(start);
            List<String> lines = new String(stream.readNBytes(1 << 16), StandardCharsets.UTF_8)
                    .strip()
                    .lines()
                    .toList();
            return String.join("; ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "nothing in " + settings.serverLog();
        }
    }

    private DataDirectory data() {
        return new DataDirectory(settings.dataDir());
    }

    private Tools tools() {
        return new Tools(settings);
    }
}
