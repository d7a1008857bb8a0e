package io.regent.postgres.local;

import io.regent.postgres.LogArchive;
import io.regent.postgres.Outcome;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.ShutdownCheckpoint;
import io.regent.postgres.control.ControlFields;
import io.regent.postgres.directory.AtomicFile;
import io.regent.postgres.server.Program;
import io.regent.postgres.server.Tools;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.WalPosition;
import io.regent.postgres.wal.WalSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The archive that {@code archive_command} fills, as the configuration files of the settings say. */
record CommandArchive(PostgresSettings settings) implements LogArchive {

    private static final Logger LOG = LoggerFactory.getLogger(CommandArchive.class);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);
    private static final Pattern PLACE = Pattern.compile("%[pf%]");
    private static final String READY = ".ready";

    @Override
    public boolean isOn() {
        try {
            return Set.of("on", "always").contains(value("archive_mode").orElse("off"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Outcome takeShutdownCheckpoint() {
        return Cancellable.work(() -> {
            var tools = new Tools(settings);
            Optional<ShutdownCheckpoint> end = tools.shutdownCheckpoint();
            Optional<ControlFields> fields = tools.controlFields();
            if (end.isEmpty() || fields.isEmpty()) {
                return new Outcome.Failed("the shutdown checkpoint cannot be found in the log");
            }
            String command = value("archive_command").orElse("");
            if (command.isEmpty()) {
                LOG.warn(
                        "There is no archive_command, the segment with the shutdown checkpoint stays out of the archive");
                return new Outcome.Done();
            }
            for (String segment : segments(end.get(), fields.get().segmentBytes())) {
                Outcome taken = take(segment, command);
                if (!(taken instanceof Outcome.Done)) {
                    return taken;
                }
            }
            return new Outcome.Done();
        });
    }

    /**
     * Hands over what a server had not come to, because a recovery in single-user mode and a rewind may remove it (HA-206, LES-070). What
     * the archive does not take stays where it is, and holds nobody up.
     */
    void takePending() throws IOException, InterruptedException {
        List<String> segments = pending();
        String command =
                segments.isEmpty() || !isOn() ? "" : value("archive_command").orElse("");
        if (command.isEmpty()) {
            return;
        }
        for (String segment : segments) {
            if (take(segment, command) instanceof Outcome.Failed(String reason)) {
                LOG.warn("Segments stay out of the archive from {} on: {}", segment, reason);
                return;
            }
        }
    }

    private List<String> pending() throws IOException {
        Path status = status();
        if (!Files.isDirectory(status)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(status)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(READY))
                    .map(name -> name.substring(0, name.length() - READY.length()))
                    .filter(name -> Files.exists(status.resolveSibling(name)))
                    .sorted()
                    .toList();
        }
    }

    private Path status() {
        return settings.dataDir().resolve("pg_wal").resolve("archive_status");
    }

    /** Marks the segment as the server itself does, so that nobody hands it over a second time. */
    private Outcome take(String segment, String command) throws IOException, InterruptedException {
        Path status = status();
        Path done = status.resolve(segment + ".done");
        if (Files.exists(done)) {
            return new Outcome.Done();
        }
        Program.Result result = Program.of(List.of(
                        "sh",
                        "-c",
                        "cd \"$1\" && eval \"$2\"",
                        "sh",
                        settings.dataDir().toString(),
                        filledIn(command, segment)))
                .inOwnLocale()
                .run();
        if (!result.succeeded()) {
            return new Outcome.Failed("archive_command for %s: %s".formatted(segment, result.lastWords()));
        }
        AtomicFile.write(done, "", false);
        Files.deleteIfExists(status.resolve(segment + READY));
        return new Outcome.Done();
    }

    /** {@code %p} is the path below the data directory, {@code %f} the name, {@code %%} a percent sign. */
    static String filledIn(String command, String segment) {
        return PLACE.matcher(command)
                .replaceAll(place -> Matcher.quoteReplacement(
                        switch (place.group()) {
                            case "%p" -> "pg_wal/" + segment;
                            case "%f" -> segment;
                            default -> "%";
                        }));
    }

    /** The segments that hold the record: one, or two when it crosses their border. */
    static Set<String> segments(ShutdownCheckpoint checkpoint, int segmentBytes) {
        var names = new TreeSet<String>();
        names.add(name(checkpoint.timeline(), checkpoint.start(), segmentBytes));
        names.add(name(checkpoint.timeline(), new Lsn(checkpoint.end().position() - 1), segmentBytes));
        return names;
    }

    private static String name(Timeline timeline, Lsn lsn, int segmentBytes) {
        return WalSegment.at(new WalPosition(timeline, lsn), segmentBytes).fileName(segmentBytes);
    }

    private Path mainFile() {
        return settings.configDir().resolve(settings.configBaseName() + ".conf");
    }

    /** What the configuration files say of a parameter; empty when they cannot be read. */
    private Optional<String> value(String parameter) throws InterruptedException {
        Program.Result result = new Tools(settings)
                .program(
                        "postgres",
                        List.of(
                                "-D",
                                settings.dataDir().toString(),
                                "-c",
                                "config_file=" + mainFile(),
                                "-C",
                                parameter))
                .within(LOOK_LIMIT)
                .run();
        return result.succeeded() ? Optional.of(result.output().strip()) : Optional.empty();
    }
}
