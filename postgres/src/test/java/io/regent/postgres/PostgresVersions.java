package io.regent.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The versions of PostgreSQL on this machine: those that are installed, and those that {@code .ci/postgres-versions} unpacked into
 * the cache folder of {@code ./test}.
 */
public final class PostgresVersions {

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private PostgresVersions() {}

    /** Major version to the folder of its programs, oldest first; an installed one goes before an unpacked one. */
    public static SortedMap<Integer, Path> present() {
        var found = new TreeMap<Integer, Path>();
        for (Path version : complete()) {
            versions(version.resolve("usr/lib/postgresql")).forEach(programs -> add(found, programs));
        }
        versions(INSTALLED).forEach(programs -> add(found, programs));
        return found;
    }

    /** The same with those of which there is the server alone, with {@code initdb} and {@code pg_ctl}; 9 stands for 9.6. */
    public static SortedMap<Integer, Path> servers() {
        var found = new TreeMap<Integer, Path>();
        complete().forEach(version -> add(found, version));
        found.putAll(present());
        return found;
    }

    /**
     * The folder of the programs of a version in {@link #servers}.
     *
     * @throws AssertionError when it is not there
     */
    public static Path server(int version) {
        return Optional.ofNullable(servers().get(version))
                .orElseThrow(() -> new AssertionError("there is no PostgreSQL " + version));
    }

    private static List<Path> complete() {
        return versions(unpacked()).stream()
                .filter(version -> Files.exists(version.resolve("complete")))
                .toList();
    }

    private static void add(SortedMap<Integer, Path> found, Path version) {
        Path programs = version.resolve("bin");
        if (Files.isExecutable(programs.resolve("postgres"))) {
            found.put(Integer.parseInt(version.getFileName().toString().replaceFirst("\\..*", "")), programs);
        }
    }

    /** As in {@code .ci/tools.sh}: root's home is closed to the user who runs the servers. */
    private static Path unpacked() {
        String own = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        String cache = System.getProperty("user.name").equals("root") ? "/var/cache" : own;
        return Path.of(cache, "regent", "postgresql");
    }

    private static List<Path> versions(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[0-9]*[0-9]")) {
            var all = new ArrayList<Path>();
            entries.forEach(all::add);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
