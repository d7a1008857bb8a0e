package io.regent.agent.fence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The supervisor's process of one data directory: finds a living one, or starts one in a session of its own, where no signal to the
 * agent's group reaches it (LES-045, LES-050).
 *
 * @param program the name of the server program's file
 */
record SupervisorScript(RuntimeDirectory directory, Path dataDirectory, String program) {

    private static final String NAME = "supervisor.sh";
    private static final String PROTOCOL = "1";
    private static final int LONGEST_NAME = 15;
    private static final Duration START_LIMIT = Duration.ofSeconds(5);
    private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(20).toNanos();

    /**
     * The way to a living supervisor. Starts a process and touches files, so it is for a thread that may wait.
     *
     * @throws IOException when there is none and none can be started
     */
    Fifo connect() throws IOException {
        Fifo.make(fifo());
        Optional<Fifo> living = Fifo.open(fifo());
        if (living.isPresent()) {
            return living.orElseThrow();
        }
        endUnreachable();
        return reading(start());
    }

    private Fifo reading(Process bash) throws IOException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < limit) {
            boolean living = bash.isAlive();
            Optional<Fifo> started = Fifo.open(fifo());
            if (started.isPresent()) {
                return started.orElseThrow();
            }
            if (!living) {
                throw new IOException("bash ended with %d before it read %s".formatted(bash.exitValue(), fifo()));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        throw new IOException("bash was started and does not read " + fifo());
    }

    /** The process of the living supervisor. */
    OptionalLong pid() {
        return processes().mapToLong(ProcessHandle::pid).findFirst();
    }

    /** What an earlier supervisor said at its end; it is told once. */
    Optional<String> lastWord() throws IOException {
        Path word = directory.word(dataDirectory);
        if (!Files.exists(word)) {
            return Optional.empty();
        }
        String text = Files.readString(word).strip();
        Files.delete(word);
        return Optional.of(text);
    }

    /** One whose pipe was taken away from it hears nobody, and would end the server at the point that it last heard. */
    private void endUnreachable() {
        processes().forEach(ProcessHandle::destroyForcibly);
    }

    private Process start() throws IOException {
        Path script = directory.path().resolve(NAME);
        // agents that share the folder may have the same pid, each in a container of its own
        Path fresh = Files.createTempFile(directory.path(), NAME + ".", "");
        try (InputStream text =
                Objects.requireNonNull(SupervisorScript.class.getResourceAsStream(NAME), "the jar lacks " + NAME)) {
            Files.copy(text, fresh, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE);
        var builder =
                new ProcessBuilder(Stream.concat(Stream.of("setsid", "bash", script.toString()), arguments().stream())
                        .toList());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("LC_ALL", "C");
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private List<String> arguments() {
        String command = program.substring(0, Math.min(program.length(), LONGEST_NAME));
        return List.of(PROTOCOL, dataDirectory.toString(), command, fifo().toString());
    }

    /** By what only they have in their command line. {@code ProcessHandle} shows it for processes of the same user. */
    private Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(process -> isSupervisor(commandLine(process.pid())));
    }

    private boolean isSupervisor(List<String> line) {
        int script = 1;
        return line.size() > script + 2
                && line.get(script).endsWith("/" + NAME)
                && line.get(script + 2).equals(dataDirectory.toString());
    }

    private static List<String> commandLine(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return Arrays.asList(line.split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }

    private Path fifo() {
        return directory.fifo(dataDirectory);
    }
}
