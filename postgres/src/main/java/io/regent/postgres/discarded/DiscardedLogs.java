package io.regent.postgres.discarded;

import io.regent.postgres.Divergence;
import io.regent.postgres.PostgresSettings;
import io.regent.postgres.Upstream;
import io.regent.postgres.control.ControlFields;
import io.regent.postgres.directory.AtomicFile;
import io.regent.postgres.directory.DirectoryTree;
import io.regent.postgres.divergence.Examination;
import io.regent.postgres.server.Tools;
import io.regent.postgres.wal.LogRange;
import io.regent.postgres.wal.WalSegment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a rewind or a new copy throws away, so that a commit that never reached another server can still be looked up with
 * {@code pg_waldump} (LES-076). Each time gets a folder of its own in {@code <data_dir>.discarded}: the segments, and a text that says
 * what they are. The oldest ones go when all together would be larger than the limit.
 */
public record DiscardedLogs(PostgresSettings settings) {

    /** What is added to the name of the data directory. */
    public static final String ENDING = ".discarded";

    private static final Logger LOG = LoggerFactory.getLogger(DiscardedLogs.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * Keeps what the stopped server here has and the other has not, as far as that can be told.
     *
     * @param why what is about to throw it away
     */
    public void keepWhatOnlyIsHere(Upstream other, String why) throws InterruptedException {
        Optional<LogRange> ownLog = switch (new Examination(settings).histories(other, Optional.empty())) {
            case Divergence.Diverged(String _, Optional<LogRange> range) -> range;
            case Divergence.Irreconcilable(String _, Optional<LogRange> range) -> range;
            case Divergence.Follows _, Divergence.NotKnown _ -> Optional.empty();
        };
        Optional<ControlFields> fields = new Tools(settings).controlFields();
        if (ownLog.isPresent() && fields.isPresent()) {
            keep(ownLog.get(), why + " from " + other.name(), fields.get().segmentBytes());
        }
    }

    /**
     * Keeps the range, whose files are still in the data directory. What cannot be kept is told in the log, and holds nobody up: a
     * full disk must not keep a member out of the cluster.
     *
     * @param why what is about to throw it away
     */
    void keep(LogRange range, String why, int segmentBytes) {
        LOG.warn("{} discards what no other server has: {}", why, range);
        try {
            List<Path> segments = segments(range, segmentBytes);
            long bytes = (long) segments.size() * segmentBytes;
            boolean fits = bytes <= settings.discardedLogLimit();
            Path all = settings.dataDir().resolveSibling(settings.dataDir().getFileName() + ENDING);
            if (fits) {
                makeRoomFor(bytes, all);
            }
            Path folder = all.resolve(NAME.format(Instant.now()));
            Files.createDirectories(folder);
            AtomicFile.write(
                    folder.resolve("range.txt"),
                    "%s%ndiscarded by %s at %s%n".formatted(range, why, Instant.now()),
                    false);
            if (!fits) {
                LOG.warn("The {} bytes of its segments are more than discarded_wal_limit and are not kept", bytes);
                return;
            }
            for (Path segment : segments) {
                copy(segment, folder.resolve(segment.getFileName()));
            }
            LOG.warn("Its {} segments are kept in {}", segments.size(), folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("It is not kept", e);
        }
    }

    private List<Path> segments(LogRange range, int segmentBytes) throws IOException {
        try (Stream<Path> files = Files.list(settings.dataDir().resolve("pg_wal"))) {
            return files.filter(file -> WalSegment.named(file.getFileName().toString(), segmentBytes)
                            .filter(segment -> range.touches(segment, segmentBytes))
                            .isPresent())
                    .sorted()
                    .toList();
        }
    }

    private void makeRoomFor(long bytes, Path all) throws IOException {
        Deque<Path> oldestFirst = new ArrayDeque<>(folders(all));
        long kept = 0;
        for (Path folder : oldestFirst) {
            kept += size(folder);
        }
        while (!oldestFirst.isEmpty() && kept + bytes > settings.discardedLogLimit()) {
            Path oldest = oldestFirst.removeFirst();
            kept -= size(oldest);
            new DirectoryTree(oldest).clear();
            Files.delete(oldest);
        }
    }

    private static List<Path> folders(Path all) throws IOException {
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                size += Files.size(file);
            }
        }
        return size;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to);
        try (var channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
