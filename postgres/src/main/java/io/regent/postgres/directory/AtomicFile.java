package io.regent.postgres.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Replaces a file in one step, so that a reader or a crash never meets half of it. */
public final class AtomicFile {

    private AtomicFile() {}

    /**
     * Writes the file for the owner alone, or for the group to read, too (CFG-155).
     *
     * @throws IOException when it cannot be written
     */
    public static void write(Path file, String text, boolean groupReads) throws IOException {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(groupReads ? "rw-r-----" : "rw-------");
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(permissions));
        Files.setPosixFilePermissions(draft, permissions);
        try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
