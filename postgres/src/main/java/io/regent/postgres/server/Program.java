package io.regent.postgres.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Runs one child process to its end: no input, C locale unless told otherwise, output captured up to a bound. When the calling thread is
 * interrupted, or the time is up, the process and all its descendants are killed.
 *
 * @param command the program and its arguments; never a password
 * @param environment additions to the agent's environment, for this child only
 * @param ownLocale whether the locale of the agent's environment is kept, for programs whose result depends on it
 * @param limit how long it may run; empty for programs that take as long as they need
 * @param listener hears each line at once, and says whether that is all that is wanted of it; the others are captured
 */
public record Program(
        List<String> command,
        Map<String, String> environment,
        boolean ownLocale,
        Optional<Duration> limit,
        Optional<Predicate<String>> listener) {

    private static final int CAPTURED_BYTES = 256 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(2);

    /**
     * How it ended.
     *
     * @param exitCode 0 for success; above 128 when a signal ended it
     * @param output standard output, the first part of it when it is too long
     * @param errors standard error likewise
     */
    public record Result(int exitCode, String output, String errors) {

        /** Whether the program says that it did its work. */
        public boolean succeeded() {
            return exitCode == 0;
        }

        /** Why it failed, in its own words: the last lines it wrote. */
        public String lastWords() {
            List<String> lines =
                    (errors.isBlank() ? output : errors).strip().lines().toList();
            return "exit code %d: %s"
                    .formatted(
                            exitCode,
                            String.join("; ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
        }
    }

    private static final int LAST_LINES = 5;

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A program with nothing but its command. */
    public static Program of(List<String> command) {
        return new Program(command, Map.of(), false, Optional.empty(), Optional.empty());
    }

    /** The same program, ended after the given time. */
    public Program within(Duration time) {
        return new Program(command, environment, ownLocale, Optional.of(time), listener);
    }

    /** The same program with a variable of its own. */
    public Program with(Map<String, String> variables) {
        return new Program(command, variables, ownLocale, limit, listener);
    }

    /** The same program in the agent's locale. */
    public Program inOwnLocale() {
        return new Program(command, environment, true, limit, listener);
    }

    /** The same program, whose lines are heard while it runs; a line ends with a line feed or a carriage return. */
    public Program heardBy(Predicate<String> hears) {
        return new Program(command, environment, ownLocale, limit, Optional.of(hears));
    }

    /**
     * Runs it. A program that cannot be started or takes too long gives a result that failed.
     *
     * @throws InterruptedException when the thread is interrupted; the process tree is dead then
     */
    public Result run() throws InterruptedException {
        Process process;
        try {
            process = start();
        } catch (IOException e) {
            return new Result(-1, "", String.valueOf(e.getMessage()));
        }
        var output = capture(process.getInputStream());
        var errors = capture(process.getErrorStream());
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The child may be gone before its input is closed, and its exit code tells more than this.
        }
        try {
            if (limit.isEmpty()) {
                process.waitFor();
            } else if (!process.waitFor(limit.get().toMillis(), TimeUnit.MILLISECONDS)) {
                ProcessTree.end(process.toHandle(), GRACE);
                return new Result(-1, output.getNow(""), "no end after " + limit.get());
            }
            return new Result(process.exitValue(), soon(output), soon(errors));
        } catch (InterruptedException e) {
            ProcessTree.end(process.toHandle(), GRACE);
            throw e;
        }
    }

    private Process start() throws IOException {
        var builder = new ProcessBuilder(command);
        ServerEnvironment.scrub(builder.environment());
        if (!ownLocale) {
            builder.environment().put("LC_ALL", "C");
        }
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** A grandchild that outlives the child may hold the pipe open, so the text is not waited for without a limit. */
    private static String soon(CompletableFuture<String> text) throws InterruptedException {
        try {
            return text.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }

    private CompletableFuture<String> capture(InputStream stream) {
        var text = new CompletableFuture<String>();
        Thread.ofVirtual().name("output of a child process").start(() -> {
            try (stream) {
                if (listener.isPresent()) {
                    text.complete(unheard(stream, listener.get()));
                } else {
                    text.complete(new String(stream.readNBytes(CAPTURED_BYTES), StandardCharsets.UTF_8));
                    stream.transferTo(OutputStream.nullOutputStream());
                }
            } catch (IOException e) {
                text.complete("");
            }
        });
        return text;
    }

    /** The lines that the listener leaves, up to the bound. */
    private static String unheard(InputStream stream, Predicate<String> listener) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        var kept = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!listener.test(line) && kept.length() + line.length() < CAPTURED_BYTES) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }
}
