package io.regent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;

/** Where the newest installed PostgreSQL keeps its programs. */
public final class PostgresBinaries {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private PostgresBinaries() {}

    public static Path folder() {
        if (!Files.isDirectory(DEBIAN)) {
            return onPath();
        }
        try (var versions = Files.list(DEBIAN)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/postgres")))
                    .max(Comparator.comparingInt(
                            version -> Integer.parseInt(version.getFileName().toString())))
                    .map(version -> version.resolve("bin"))
                    .orElseGet(PostgresBinaries::onPath);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path onPath() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(Path::of)
                .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("PostgreSQL is not installed"));
    }
}
