package io.regent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A long-running process of ours, in a session of its own: Ctrl-C at the terminal does not reach it. */
public final class Child implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** Starts a command as the unprivileged user; what it prints is added to the log. */
    public static Child start(List<String> command, Map<String, String> environment, Path folder, Path log) {
        var full = new ArrayList<>(List.of("setsid"));
        full.addAll(command);
        var builder = new ProcessBuilder(Account.unprivileged(full))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PATRONI_") || name.startsWith("PG"));
        builder.environment().putAll(environment);
        try {
            return new Child(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Pid pid() {
        return new Pid(process.pid());
    }

    public boolean alive() {
        return process.isAlive();
    }

    public void send(Pid.Signal signal) {
        pid().send(signal);
    }

    /** The exit code, once it has ended by itself. */
    public int awaitExit(Duration limit) {
        Await.until("the end of process " + process.pid(), limit, () -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly();
            awaitExit(PATIENCE);
        }
    }
}
