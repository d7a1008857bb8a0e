package io.regent.postgres.directory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A data directory with what its symbolic links lead to: the log and the tablespaces. */
public record DirectoryTree(Path root) {

    /**
     * Deletes what is in the directory, and what is in the directories its links lead to. The directory itself stays, for it may
     * be a mount point; so do the links' targets.
     *
     * @throws IOException when something cannot be deleted
     */
    public void clear() throws IOException {
        for (Path target : linkedDirectories()) {
            clear(target);
        }
        clear(root);
    }

    /**
     * How many bytes the files in the directory and in those its links lead to have together. Files that go meanwhile do not count.
     *
     * @throws IOException when it cannot be read
     */
    public long size() throws IOException {
        long size = size(root);
        for (Path target : linkedDirectories()) {
            size += size(target);
        }
        return size;
    }

    private static long size(Path directory) throws IOException {
        var size = new AtomicLong();
        Files.walkFileTree(directory, new LenientVisitor() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                size.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
                return FileVisitResult.CONTINUE;
            }
        });
        return size.get();
    }

    /**
     * Moves the directory, and a log directory that is elsewhere, to the same name with an ending. An older one of that name is
     * deleted.
     *
     * @throws IOException when it cannot be moved
     */
    public void moveAside(String ending) throws IOException {
        Path wal = root.resolve("pg_wal");
        if (Files.isSymbolicLink(wal)) {
            Path target = wal.toRealPath();
            Path aside = aside(target, ending);
            Files.delete(wal);
            Files.createSymbolicLink(wal, aside);
        }
        if (Files.exists(root)) {
            aside(root, ending);
        }
    }

    private static Path aside(Path directory, String ending) throws IOException {
        Path aside = directory.resolveSibling(directory.getFileName() + ending);
        if (Files.exists(aside)) {
            clear(aside);
            Files.delete(aside);
        }
        return Files.move(directory, aside, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Path> linkedDirectories() throws IOException {
        var links = new ArrayList<Path>();
        links.add(root.resolve("pg_wal"));
        Path tablespaces = root.resolve("pg_tblspc");
        if (Files.isDirectory(tablespaces)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(tablespaces)) {
                entries.forEach(links::add);
            }
        }
        var targets = new ArrayList<Path>();
        for (Path link : links) {
            if (Files.isSymbolicLink(link) && Files.isDirectory(link)) {
                targets.add(link.toRealPath());
            }
        }
        return targets;
    }

    private static void clear(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        Files.walkFileTree(directory, new LenientVisitor() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!visited.equals(directory)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Files may go while they are visited. */
    private abstract static class LenientVisitor extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
