package io.regent.agent.fence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Where agents and supervisors of one user meet: in memory where that is possible, and closed to everybody else. */
record RuntimeDirectory(Path path) {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final int NAME_LENGTH = 8;

    /**
     * The directory, made if it is not there.
     *
     * @param wanted as configured; empty for one of the agent's user in shared memory, else in the directory for temporary files
     * @throws IOException when there is none that is this user's alone
     */
    static RuntimeDirectory of(Optional<Path> wanted) throws IOException {
        Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        Path path = wanted.orElseGet(() -> base().resolve("regent-" + user));
        try {
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            boolean ours = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    && Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                            .equals(user);
            if (!ours) {
                throw new IOException(path + " is no directory of the agent's user", e);
            }
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
        return new RuntimeDirectory(path);
    }

    /** The same pipe for every agent of one data directory. */
    Path fifo(Path dataDirectory) {
        return path.resolve(digest(dataDirectory) + ".fifo");
    }

    /** What a supervisor says at its end. */
    Path word(Path dataDirectory) {
        return path.resolve(digest(dataDirectory) + ".word");
    }

    private static Path base() {
        return Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static String digest(Path dataDirectory) {
        try {
            byte[] text = dataDirectory.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest, 0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
