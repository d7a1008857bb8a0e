package io.regent.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One member: an agent of either product and the PostgreSQL server that it looks after. */
public final class Node implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(30);

    private final Workspace workspace;
    private final Product product;
    private final String scope;
    private final String name;
    private final int restPort = Ports.free();
    private final int postgresPort = Ports.free();
    private final Path configuration;
    private @Nullable Child agent;

    Node(Workspace workspace, Product product, String scope, String name, String etcd, ClusterSettings settings) {
        this.workspace = workspace;
        this.product = product;
        this.scope = scope;
        this.name = name;
        configuration = workspace.write(
                name + ".yml",
                NodeConfiguration.yaml(scope, name, etcd, restPort, postgresPort, workspace.path("."), settings));
    }

    public String name() {
        return name;
    }

    public Product product() {
        return product;
    }

    public int postgresPort() {
        return postgresPort;
    }

    public int restPort() {
        return restPort;
    }

    /** The URL of one endpoint of the agent, for example {@code /primary}. */
    public String url(String endpoint) {
        return "http://127.0.0.1:" + restPort + endpoint;
    }

    /** The YAML file of the agent, which the command line reads as well. */
    public Path configuration() {
        return configuration;
    }

    public Path dataDirectory() {
        return workspace.path(name);
    }

    public Path log() {
        return workspace.log(name);
    }

    public void startAgent() {
        var environment = new HashMap<>(product.environment());
        environment.put("STATE_DIRECTORY", workspace.path(".").normalize().toString());
        agent = Child.start(
                List.of(product.agent().toString(), configuration.toString()), environment, workspace.path("."), log());
    }

    /** The file in which the agent keeps what it decided. */
    public Path journal() {
        return workspace.path(scope + "-" + name + ".decisions.jsonl");
    }

    /** One more agent of the same name and on the same data directory, with a REST port of its own. */
    public Child startTwin() {
        try {
            var yaml = Files.readString(configuration).replace("127.0.0.1:" + restPort, "127.0.0.1:" + Ports.free());
            var file = workspace.write(name + "-twin.yml", yaml);
            return workspace.closing(Child.start(
                    List.of(product.agent().toString(), file.toString()),
                    product.environment(),
                    workspace.path("."),
                    workspace.log(name + "-twin")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for a person to type. */
    public String startCommand() {
        return String.join(" ", Account.unprivileged(List.of(product.agent().toString(), configuration.toString())));
    }

    public boolean agentAlive() {
        return agent != null && agent.alive();
    }

    public Pid agentPid() {
        return running().pid();
    }

    public void sendAgent(Pid.Signal signal) {
        running().send(signal);
    }

    /** The exit code of an agent that has ended. */
    public int exitCode() {
        return running().awaitExit(STOP);
    }

    /** Puts a data directory that has nothing to do with this cluster in the place of this node's. */
    public void replaceDataDirectoryByAStranger() {
        Shell.run("rm", "-rf", dataDirectory().toString()).orFail();
        Shell.runUnprivileged(
                        List.of(
                                PostgresBinaries.folder().resolve("initdb").toString(),
                                "-D",
                                dataDirectory().toString()),
                        product.environment())
                .orFail();
    }

    /** SIGKILL to the agent. The server goes on. */
    public void killAgent() {
        running().close();
    }

    /** SIGKILL to the postmaster; its backends notice and go. */
    public void killPostgres() {
        postmaster().ifPresent(pid -> {
            pid.send(Pid.Signal.KILL);
            pid.awaitEnd(STOP);
        });
    }

    /** Agent and server at once, as when the machine is lost. */
    public void killBoth() {
        var postmaster = postmaster();
        killAgent();
        postmaster.ifPresent(pid -> {
            pid.send(Pid.Signal.KILL);
            pid.awaitEnd(STOP);
        });
    }

    /**
     * The same at the worst moment: the server has written what nobody else has received, so the two histories part
     * here and only pg_rewind can bring this node back.
     */
    public void killBothWithUnsentWal() throws SQLException {
        var senders = Sql.query(this, "SELECT pid FROM pg_stat_replication").stream()
                .map(pid -> new Pid(Long.parseLong(pid)))
                .toList();
        senders.forEach(sender -> sender.send(Pid.Signal.STOP));
        try (var connection = Sql.connect(this)) {
            Sql.execute(connection, "SET synchronous_commit = local");
            Sql.execute(connection, "CREATE TABLE never_sent ()");
        } finally {
            killBoth();
            senders.forEach(sender -> sender.send(Pid.Signal.KILL));
        }
    }

    /** SIGTERM: the agent stops its server, gives up what it holds, and ends. Returns its exit code. */
    public int stop() {
        running().send(Pid.Signal.TERM);
        return running().awaitExit(STOP);
    }

    /** The postmaster of this node's data directory, if one runs. */
    public Optional<Pid> postmaster() {
        try (var lines = Files.lines(dataDirectory().resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .map(line -> new Pid(Long.parseLong(line.strip())))
                    .filter(pid -> pid.commandNames(dataDirectory().toString()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** The agent's say on whether it is the primary and holds the lease. */
    public boolean answersPrimary() {
        return status("/primary") == 200;
    }

    public String logText() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The HTTP status of an endpoint; 0 when nobody answers. */
    public int status(String endpoint) {
        try {
            return Rest.get(url(endpoint)).status();
        } catch (IOException silent) {
            return 0;
        }
    }

    @Override
    public void close() {
        if (agent != null) {
            agent.close();
        }
        // one that a person has started by hand while playing with the demonstration
        ProcessHandle.allProcesses()
                .map(process -> new Pid(process.pid()))
                .filter(pid -> pid.commandNames(product.process()) && pid.commandNames(configuration.toString()))
                .forEach(pid -> pid.send(Pid.Signal.KILL));
        postmaster().ifPresent(pid -> {
            pid.send(Pid.Signal.QUIT);
            try {
                pid.awaitEnd(STOP);
            } catch (AssertionError stubborn) {
                pid.send(Pid.Signal.KILL);
                throw stubborn;
            }
        });
    }

    @Override
    public String toString() {
        return name;
    }

    private Child running() {
        return Objects.requireNonNull(agent, "the agent of " + name + " was never started");
    }
}
