package io.regent.postgres.directory;

import io.regent.postgres.control.DataDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** {@code pg_replslot} of a server that does not run: a directory with a state file for each slot. */
public record SlotDirectories(Path dataDir, boolean groupReads) {

    /** PostgreSQL deletes a directory of that ending when it starts, so that a slot is there as a whole or not at all. */
    private static final String DRAFT = ".tmp";

    /** Those of a data directory, for whom the rest of it is for (CFG-155). */
    public static SlotDirectories of(DataDirectory data) {
        return new SlotDirectories(data.path(), data.allowsGroup());
    }

    /**
     * Adds slots; one that is there already stays as it is. All of it is on the disk when this returns.
     *
     * @param states the content of each slot's state file, by the slot's name
     * @throws IOException when a file cannot be written
     */
    public void add(Map<String, byte[]> states) throws IOException {
        Path all = dataDir.resolve("pg_replslot");
        for (var entry : states.entrySet()) {
            Path slot = all.resolve(entry.getKey());
            if (!Files.exists(slot)) {
                Path draft = all.resolve(entry.getKey() + DRAFT);
                if (Files.exists(draft)) {
                    new DirectoryTree(draft).clear();
                    Files.delete(draft);
                }
                Files.createDirectory(draft, permissions("rwx------", "rwxr-x---"));
                write(draft.resolve("state"), entry.getValue());
                flush(draft);
                Files.move(draft, slot, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        flush(all);
    }

    private void write(Path file, byte[] content) throws IOException {
        Files.createFile(file, permissions("rw-------", "rw-r-----"));
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void flush(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private FileAttribute<Set<PosixFilePermission>> permissions(String owner, String group) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(groupReads ? group : owner));
    }
}
