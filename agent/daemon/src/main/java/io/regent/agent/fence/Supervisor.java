package io.regent.agent.fence;

import io.regent.dcs.Deadline;
import io.regent.dcs.MonotonicClock;
import io.regent.postgres.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line of fencing that holds when this process dies or stands still: a small process that knows until when the lease is ours,
 * and ends the server when it is not told of a renewal (LES-045). It outlives the agent, and the next agent finds it.
 *
 * <p>Calls do not block: they write into a pipe that never makes its writer wait. A supervisor that is gone is started again by a
 * thread of its own.
 */
public final class Supervisor implements Supervision {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final long NANOS_PER_TICK = 10_000_000;
    private static final ServerProcess.Identity WHATEVER_RUNS = new ServerProcess.Identity(0, 0);

    private final Supplier<ServerProcess> server;
    private final SupervisorScript script;
    private final long uptimeAhead;
    private Optional<Deadline> armed = Optional.empty();
    private String lastLine = "";
    private boolean inherited = true;
    private boolean connecting;
    private boolean dismissed;
    private boolean told;
    private @Nullable Fifo pipe;

    private Supervisor(Supplier<ServerProcess> server, SupervisorScript script, long uptimeAhead) {
        this.server = server;
        this.script = script;
        this.uptimeAhead = uptimeAhead;
    }

    /**
     * A supervisor for the server of a data directory. Nothing is started before {@link #start}.
     *
     * @param clock counts as {@code CLOCK_BOOTTIME} does
     * @param server whose processes it is about
     * @param program the name of the server program's file
     * @param runtimeDirectory where agent and supervisor meet; empty for the usual place
     * @throws IOException when this machine does not allow one
     */
    public static Supervisor of(
            MonotonicClock clock,
            Supplier<ServerProcess> server,
            Path dataDirectory,
            String program,
            Optional<Path> runtimeDirectory)
            throws IOException {
        RuntimeDirectory directory = RuntimeDirectory.of(runtimeDirectory);
        Path data = dataDirectory.toAbsolutePath().normalize();
        return new Supervisor(server, new SupervisorScript(directory, data, program), uptimeAhead(clock));
    }

    /** Finds the supervisor that an earlier agent has left, or starts one, in the background. */
    public synchronized void start() {
        connect();
    }

    @Override
    public synchronized void arm(Deadline until) {
        armed = Optional.of(until);
        inherited = false;
        say(line(until, server.get().postmaster().orElse(WHATEVER_RUNS)));
    }

    @Override
    public synchronized void serverStarts() {
        armed.ifPresent(until -> say(line(until, WHATEVER_RUNS)));
    }

    @Override
    public synchronized void disarm() {
        boolean needed = armed.isPresent() || inherited;
        armed = Optional.empty();
        inherited = false;
        if (needed) {
            say("disarm");
        }
    }

    @Override
    public synchronized void standbySeen() {
        if (!inherited) {
            disarm();
        }
    }

    @Override
    public synchronized void dismiss() {
        dismissed = true;
        say("exit");
    }

    private String line(Deadline until, ServerProcess.Identity postmaster) {
        long uptime = Math.floorDiv(until.nanos() + uptimeAhead, NANOS_PER_TICK);
        return "arm %d %d %d".formatted(uptime, postmaster.pid(), postmaster.startTicks());
    }

    private void say(String line) {
        lastLine = line;
        if (pipe == null) {
            connect();
            return;
        }
        Fifo.Sent sent = pipe.send(line);
        switch (sent) {
            case YES -> {}
            case NO_ROOM -> LOG.warn("The supervisor does not read what it is told");
            case NO_READER -> {
                pipe.close();
                pipe = null;
                connect();
            }
        }
    }

    private void connect() {
        if (!connecting && !dismissed) {
            connecting = true;
            Thread.ofPlatform().name("supervisor").daemon().start(this::findOrStart);
        }
    }

    private void findOrStart() {
        try {
            script.lastWord().ifPresent(word -> LOG.error("The supervisor has acted. {}", word));
            connected(script.connect());
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private synchronized void connected(Fifo found) {
        connecting = false;
        told = false;
        pipe = found;
        var self = ProcessHandle.current();
        LOG.info(
                "The supervisor, process {}, ends PostgreSQL when this agent does not renew the lease in time",
                script.pid().stream().mapToObj(Long::toString).findFirst().orElse("unknown"));
        found.send("agent %d %d".formatted(self.pid(), startTicks(self.pid())));
        if (!lastLine.isEmpty()) {
            say(lastLine);
        }
    }

    private synchronized void failed(Exception cause) {
        connecting = false;
        if (!told) {
            LOG.warn(unavailable(cause));
        }
        told = true;
    }

    /** What an operator has to know when there is no supervisor. */
    public static String unavailable(Exception cause) {
        return "There is no supervisor, PostgreSQL would go on as a primary if this agent died or stood still (regent.supervisor,"
                + " needs bash and setsid): " + cause.getMessage();
    }

    /** What the supervisor's clock is ahead of ours; not zero where a container has an uptime of its own. */
    private static long uptimeAhead(MonotonicClock clock) throws IOException {
        String uptime = Files.readString(Path.of("/proc/uptime"), StandardCharsets.US_ASCII);
        long ticks = Long.parseLong(uptime.substring(0, uptime.indexOf(' ')).replace(".", ""));
        long ahead = ticks * NANOS_PER_TICK - clock.nanos();
        return Math.abs(ahead) < 2 * NANOS_PER_TICK ? 0 : ahead;
    }

    private static long startTicks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19]);
        } catch (IOException e) {
            return 0;
        }
    }
}
