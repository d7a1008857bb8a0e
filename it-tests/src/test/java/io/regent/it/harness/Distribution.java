package io.regent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The programs as {@code mvn package} leaves them in {@code target/regent}. */
public final class Distribution {

    private static final Path BUILT = top().resolve("target/regent");
    private static final Path USABLE = usable();

    private Distribution() {}

    /** The top of the project, wherever in it the JVM was started. */
    public static Path top() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("it-tests"))) {
            folder = Objects.requireNonNull(folder.getParent(), "not started inside the project");
        }
        return folder;
    }

    /** The launcher in {@code bin/}, where the unprivileged user can run it. */
    static Path program(String name) {
        return USABLE.resolve("bin").resolve(name);
    }

    /** A checkout in root's home is closed to the user who runs the agents; that user then gets a copy. */
    private static Path usable() {
        var regent = BUILT.resolve("bin/regent");
        if (!Files.exists(regent) || Account.mayRun(regent)) {
            return BUILT;
        }
        try {
            var copy = Files.createTempDirectory("regent-distribution-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Shell.run("rm", "-rf", copy.toString())));
            Shell.run("cp", "-a", BUILT + "/.", copy.toString()).orFail();
            Shell.run("chmod", "755", copy.toString()).orFail();
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
