package io.regent.postgres.control;

import io.regent.postgres.PostgresState.HalfDone.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Says on disk that a rewind or a clone is under way, so that a half-done data directory is never started (LES-072).
 *
 * <p>The file is beside the data directory, because {@code pg_rewind} deletes what the source does not have and
 * {@code pg_basebackup} wants an empty directory. Where the parent directory cannot be written it is beside the
 * password file, whose directory must be writable anyway.
 *
 * @param places where it may be, the preferred place first
 */
public record HalfDoneMarker(List<Path> places) {

    public HalfDoneMarker {
        places = List.copyOf(places);
    }

    /** The marker of a data directory. */
    public static HalfDoneMarker of(Path dataDir, Path passwordFile) {
        String name = dataDir.getFileName() + ".regent-half-done";
        Path fallback = passwordFile
                .toAbsolutePath()
                .resolveSibling("." + Integer.toHexString(dataDir.toString().hashCode()) + "-" + name);
        return new HalfDoneMarker(List.of(dataDir.resolveSibling(name), fallback));
    }

    /** The work that was begun and not finished; a marker that cannot be read counts as a clone's. */
    public Optional<Work> work() {
        for (Path place : places) {
            if (Files.exists(place)) {
                return Optional.of(read(place));
            }
        }
        return Optional.empty();
    }

    /**
     * Writes the marker; on return it is on disk.
     *
     * @throws IOException when none of the places can be written
     */
    public void set(Work work) throws IOException {
        Path place = places.stream()
                .filter(path -> Files.isWritable(path.resolveSibling(".")))
                .findFirst()
                .orElseThrow(() -> new IOException("none of " + places
                        + " can be written, where the agent marks a data " + "directory that must not be started"));
        try (var channel = FileChannel.open(
                place, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap((work.name() + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        sync(place.resolveSibling("."));
    }

    /**
     * Removes the marker; on return it is gone for good.
     *
     * @throws IOException when it is still there
     */
    public void clear() throws IOException {
        for (Path place : places) {
            if (Files.deleteIfExists(place)) {
                sync(place.resolveSibling("."));
            }
        }
    }

    private static Work read(Path place) {
        try {
            return Files.readString(place).strip().equals(Work.REWIND.name()) ? Work.REWIND : Work.CLONE;
        } catch (IOException e) {
            return Work.CLONE;
        }
    }

    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
