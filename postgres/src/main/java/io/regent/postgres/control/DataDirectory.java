package io.regent.postgres.control;

import io.regent.postgres.Role;
import io.regent.postgres.wal.Timeline;
import io.regent.postgres.wal.TimelineHistory;
import io.regent.postgres.wal.WalPosition;
import io.regent.postgres.wal.WalSegment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;

/** The data directory as files. Reads only. */
public record DataDirectory(Path path) {

    private static final int SIGNALS_STANDBY = 12;

    /** What is found at the path. */
    public enum Content {
        /** Nothing, or an empty directory. */
        NONE,
        /** A database cluster. */
        CLUSTER,
        /** Something else, or nothing that may be read. */
        OTHER
    }

    /** What is at the path. Never throws. */
    public Content content() {
        if (Files.isRegularFile(file("PG_VERSION")) && Files.isRegularFile(file("global/pg_control"))) {
            return Files.isReadable(file("global/pg_control")) ? Content.CLUSTER : Content.OTHER;
        }
        try (var entries = Files.newDirectoryStream(path)) {
            return entries.iterator().hasNext() ? Content.OTHER : Content.NONE;
        } catch (NoSuchFileException e) {
            return Content.NONE;
        } catch (IOException e) {
            return Content.OTHER;
        }
    }

    /**
     * The major version of the data.
     *
     * @throws UncheckedIOException when {@code PG_VERSION} cannot be read
     */
    public int majorVersion() {
        String text = read("PG_VERSION").strip();
        int point = text.indexOf('.');
        return Integer.parseInt(point < 0 ? text : text.substring(0, point));
    }

    /** What the postmaster noted; empty when there is no such file or it is not readable now. */
    public Optional<PostmasterFile> postmasterFile() {
        try {
            return PostmasterFile.parse(Files.readString(file("postmaster.pid")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether a backup is being restored from here, so that recovery must begin where the backup did. */
    public boolean hasBackupLabel() {
        return Files.exists(file("backup_label"));
    }

    /** Whether the server, when it is started or as it runs, is a standby. A promoted one has removed the file, or renamed it. */
    public boolean isStandby() {
        return Files.exists(file("standby.signal"))
                || (Files.exists(file("recovery.conf")) && majorVersion() < SIGNALS_STANDBY);
    }

    /** What a server that is being started from here will be when it lets somebody in. */
    public Role startsAs() {
        return isStandby() ? Role.STANDBY : Role.PRIMARY;
    }

    /** Whether group members may read, so that the agent's files must let them, too (CFG-155). */
    public boolean allowsGroup() {
        try {
            return Files.getPosixFilePermissions(path).contains(PosixFilePermission.GROUP_READ);
        } catch (IOException e) {
            return false;
        }
    }

    /** The history that led to the timeline; empty when its file is missing or unreadable. */
    public Optional<TimelineHistory> history(Timeline timeline) {
        if (timeline.equals(Timeline.FIRST)) {
            return Optional.of(new TimelineHistory(timeline, List.of()));
        }
        try {
            return Optional.of(TimelineHistory.parse(
                    timeline, Files.readString(file("pg_wal/%08X.history".formatted(timeline.number())))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * So many bytes of a timeline's log from a position on, all of one segment; empty when the file is missing, shorter or unreadable.
     *
     * @param segmentBytes the size of a segment, in bytes
     */
    public Optional<byte[]> log(WalPosition from, int bytes, int segmentBytes) {
        String name = WalSegment.at(from, segmentBytes).fileName(segmentBytes);
        try (var file = FileChannel.open(file("pg_wal/" + name), StandardOpenOption.READ)) {
            var buffer = ByteBuffer.allocate(bytes);
            int read = file.read(buffer, Long.remainderUnsigned(from.lsn().position(), segmentBytes));
            return read == bytes ? Optional.of(buffer.array()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A file in the directory. */
    public Path file(String name) {
        return path.resolve(name);
    }

    private String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
