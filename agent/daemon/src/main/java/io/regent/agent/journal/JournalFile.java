package io.regent.agent.journal;

import io.regent.restapi.DecisionEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the decisions are kept on disk: one JSON object a line, in a file that is put aside when it is full, over the one that was
 * put aside before. Readable by its owner only. One thread uses it, and may have to wait for the disk.
 */
final class JournalFile {

    static final long LIMIT = 8L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);

    private final Path path;
    private final long limit;
    private boolean begun;
    private boolean troubled;

    /**
     * A journal's file.
     *
     * @param limit how many bytes it may hold
     */
    JournalFile(Path path, long limit) {
        this.path = path;
        this.limit = limit;
    }

    /**
     * The end of what was written before, oldest first. The file is read line by line, because the agent's heap is smaller than the
     * file may be.
     *
     * @param most how many entries
     */
    List<DecisionEntry> entries(int most) {
        var entries = new ArrayDeque<DecisionEntry>();
        read(former(), entries, most);
        read(path, entries, most);
        return List.copyOf(entries);
    }

    /** Writes a line. When that is not possible it says so once, and the line is lost. */
    void append(String line) {
        // the last line of an agent that was killed may be torn
        byte[] bytes = ((begun ? "" : "\n") + line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            if (Files.exists(path) && Files.size(path) + bytes.length > limit) {
                Files.move(path, former(), StandardCopyOption.REPLACE_EXISTING);
            }
            write(bytes);
            begun = true;
            troubled = false;
        } catch (IOException e) {
            if (!troubled) {
                LOG.warn("Decisions cannot be recorded in {}: {}", path, e.toString());
            }
            troubled = true;
        }
    }

    private void write(byte[] bytes) throws IOException {
        if (!Files.exists(path)) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (OutputStream file = Files.newOutputStream(path, StandardOpenOption.APPEND)) {
            file.write(bytes);
        }
    }

    private static void read(Path file, Deque<DecisionEntry> entries, int most) {
        if (!Files.exists(file)) {
            return;
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.forEach(line -> {
                JournalLine.read(line, entries);
                if (entries.size() > most) {
                    entries.removeFirst();
                }
            });
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Earlier decisions cannot be read from {}: {}", file, e.toString());
        }
    }

    private Path former() {
        return path.resolveSibling(path.getFileName() + ".1");
    }
}
