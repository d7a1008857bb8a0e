package io.regent.it.harness;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One etcd server with one member. Its data outlives a kill, as on a real machine. */
public final class EtcdServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);

    private final Workspace workspace;
    private final int clientPort = Ports.free();
    private final int peerPort = Ports.free();
    private Child process;

    private EtcdServer(Workspace workspace) {
        this.workspace = workspace;
        process = launch();
    }

    public static EtcdServer start(Workspace workspace) {
        var server = workspace.closing(new EtcdServer(workspace));
        server.awaitHealthy();
        return server;
    }

    /** Host and port for clients. */
    public String endpoint() {
        return "127.0.0.1:" + clientPort;
    }

    /** Freezes it: connections stay open and nothing answers. */
    public void pause() {
        process.send(Pid.Signal.STOP);
    }

    public void resume() {
        process.send(Pid.Signal.CONT);
        awaitHealthy();
    }

    public void kill() {
        process.close();
    }

    public void restart() {
        process.close();
        process = launch();
        awaitHealthy();
    }

    @Override
    public void close() {
        process.close();
    }

    private Child launch() {
        var client = "http://127.0.0.1:" + clientPort;
        var peer = "http://127.0.0.1:" + peerPort;
        return Child.start(
                List.of(
                        "etcd",
                        "--name=etcd",
                        "--data-dir=" + workspace.path("etcd"),
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=etcd=" + peer),
                Map.of(),
                workspace.path("."),
                workspace.log("etcd"));
    }

    private void awaitHealthy() {
        var url = "http://%s/health".formatted(endpoint());
        Await.until("etcd to be healthy", START, () -> Rest.get(url).status() == 200);
    }
}
