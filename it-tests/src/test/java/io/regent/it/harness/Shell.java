package io.regent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Commands that end by themselves, run to their end. */
public final class Shell {

    private Shell() {}

    /**
     * What a command came to.
     *
     * @param code its exit code
     * @param output standard output and standard error as one text
     */
    public record Result(int code, String output) {

        /** The output of a command that was expected to succeed. */
        public String orFail() {
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": " + output);
            }
            return output;
        }
    }

    public static Result run(String... command) {
        return run(List.of(command), Map.of());
    }

    public static Result run(List<String> command, Map<String, String> environment) {
        return execute(command, environment);
    }

    /** Runs a command as the user who runs the servers. */
    public static Result runUnprivileged(List<String> command, Map<String, String> environment) {
        return execute(Account.unprivileged(command), environment);
    }

    private static Result execute(List<String> command, Map<String, String> environment) {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(Path.of("/").toFile());
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while " + command.getFirst() + " ran", e);
        }
    }
}
