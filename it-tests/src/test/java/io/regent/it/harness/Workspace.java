package io.regent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where one cluster lives: a temporary folder for its data, a lasting one for its logs, and everything that has to be
 * stopped in the end, whether the test ends, fails, or the JVM is interrupted.
 */
public final class Workspace implements AutoCloseable {

    private static final int LAST_LINES = 60;

    private final Path data;
    private final Path logs;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private volatile boolean ended;
    private final Thread atExit = new Thread(this::stopAll, "workspace-at-exit");

    /** @param logs is emptied and filled with one log file per process */
    public Workspace(Path logs) {
        try {
            this.logs = Files.createDirectories(logs);
            try (var old = Files.list(logs)) {
                old.filter(Files::isRegularFile).forEach(Workspace::delete);
            }
            data = temporaryFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Shell.run("chmod", "755", data.toString()).orFail();
        Account.own(data);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A path inside the temporary folder. */
    public Path path(String name) {
        return data.resolve(name);
    }

    /** Writes a file that only the unprivileged user reads. */
    public Path write(String name, String text) {
        try {
            var file = Files.writeString(path(name), text);
            Shell.run("chmod", "600", file.toString()).orFail();
            Account.own(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path log(String process) {
        return logs.resolve(process + ".log");
    }

    /** Registers something to be closed before the workspace is, last registered first. */
    public synchronized <T extends AutoCloseable> T closing(T resource) {
        running.push(resource);
        return resource;
    }

    /** The end of every log, for the report of a failed test. */
    public String lastLines() {
        var text = new StringBuilder();
        try (var files = Files.list(logs)) {
            for (var file : files.sorted().toList()) {
                var lines = Files.readAllLines(file);
                text.append("---- ").append(file).append('\n');
                lines.stream()
                        .skip(Math.max(0, lines.size() - LAST_LINES))
                        .forEach(line -> text.append(line).append('\n'));
            }
        } catch (IOException e) {
            text.append(e);
        }
        return text.toString();
    }

    @Override
    public void close() {
        stopAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    /** Whether everything has been stopped, or is being stopped because the JVM was interrupted. */
    public boolean ended() {
        return ended;
    }

    private synchronized void stopAll() {
        ended = true;
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception | AssertionError e) {
                System.err.println("while stopping: " + e);
            }
        }
        Shell.run("rm", "-rf", data.toString());
    }

    /** A short name: PostgreSQL allows a socket no more than 107 characters, and people read it on the screen. */
    private static Path temporaryFolder() throws IOException {
        var parent = Path.of(System.getProperty("java.io.tmpdir"));
        while (true) {
            try {
                return Files.createDirectory(parent.resolve("regent-%04x".formatted((int) (Math.random() * 0x10000))));
            } catch (FileAlreadyExistsException taken) {
                // the next number
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
