package io.regent.ctl.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The operator's own programs: an editor and a pager. */
public final class Programs {

    private final Session session;

    /** Programs found by the variables of a session. */
    public Programs(Session session) {
        this.session = session;
    }

    /**
     * Lets the operator change a text (CTL-054).
     *
     * @param name what the file is named after
     * @return the changed text
     * @throws Refusal when there is no editor, or it fails
     */
    public String edit(String name, String text) {
        String editor = session.variable("EDITOR")
                .or(() -> firstOf("editor", "vi"))
                .orElseThrow(() -> new Refusal("EDITOR: not set, and neither editor nor vi is found in PATH"));
        try {
            Path file = Files.createTempFile(name.replace('/', '_') + "-config-", ".yaml");
            try {
                Files.writeString(file, text);
                int code = run(new ProcessBuilder(editor, file.toString()).inheritIO(), "EDITOR");
                if (code != 0) {
                    throw new Refusal("Editor exited with return code " + code);
                }
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new Refusal("the file to be edited cannot be written or read: " + e);
        }
    }

    /**
     * Shows a text page by page (CTL-059).
     *
     * @throws Refusal when there is no pager
     */
    public void page(String text) {
        List<String> command = session.variable("PAGER")
                .flatMap(pager -> firstOf(pager))
                .or(() -> firstOf("less", "more"))
                .map(pager -> pager.endsWith("less") ? List.of(pager, "-FRSX") : List.of(pager))
                .orElseThrow(() -> new Refusal("PAGER: not a program, and neither less nor more is found in PATH"));
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process pager = builder.start();
            try (var writer = pager.outputWriter(StandardCharsets.UTF_8)) {
                writer.write(text);
            } catch (IOException e) {
                session.terminal().warn("the pager was left before the end: " + e.getMessage());
            }
            await(pager);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(ProcessBuilder builder, String setting) {
        try {
            return await(builder.start());
        } catch (IOException e) {
            throw new Refusal("%s: %s cannot be started"
                    .formatted(setting, builder.command().getFirst()));
        }
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Aborted();
        }
    }

    /** The first program that exists: by its path, or somewhere in PATH. */
    private Optional<String> firstOf(String... names) {
        List<String> folders =
                List.of(session.variable("PATH").orElse("/usr/bin:/bin").split(":", -1));
        return Stream.of(names)
                .filter(name -> name.contains("/")
                        ? Files.isExecutable(Path.of(name))
                        : folders.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, name))))
                .findFirst();
    }
}
