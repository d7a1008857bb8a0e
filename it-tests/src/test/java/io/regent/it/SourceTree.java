package io.regent.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java sources of all modules. Maven runs the tests in the folder of their module, one below the top. */
final class SourceTree {

    static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    private SourceTree() {}

    /** Every source file of every module, main and test. */
    static List<Path> javaFiles() {
        var found = new ArrayList<Path>();
        collect(TOP, found);
        return List.copyOf(found);
    }

    /** The path from the top of the project, as messages and exception lists write it. */
    static String name(Path file) {
        return TOP.relativize(file).toString();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(Path folder, List<Path> found) {
        try (var entries = Files.list(folder)) {
            for (var entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry) && !name.startsWith(".") && !name.equals("target")) {
                    collect(entry, found);
                } else if (name.endsWith(".java")) {
                    found.add(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
