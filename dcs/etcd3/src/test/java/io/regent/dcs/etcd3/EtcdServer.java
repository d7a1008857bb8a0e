package io.regent.dcs.etcd3;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real etcd of one member, on loopback, with its data in a temporary folder. */
final class EtcdServer implements AutoCloseable {

    private static final Duration TO_START = Duration.ofSeconds(20);

    private final Path folder;
    private final int clientPort = freePort();
    private final int peerPort = freePort();
    private final List<String> options;
    private Process process;

    /** Whether this machine has what the tests need. */
    static boolean isInstalled() {
        return Stream.of("etcd", "etcdctl")
                .allMatch(program -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
    }

    /** Starts etcd and waits until it serves; with options about certificates it speaks TLS. */
    static EtcdServer start(String... certificates) {
        var server = new EtcdServer(List.of(certificates));
        server.awaitService();
        return server;
    }

    private EtcdServer(List<String> options) {
        this.options = options;
        try {
            folder = Files.createTempDirectory("regent-etcd");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = launch();
    }

    String address() {
        return "127.0.0.1:" + clientPort;
    }

    int port() {
        return clientPort;
    }

    Path folder() {
        return folder;
    }

    /** Stops the process without ending it: connections stay open and nobody answers. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    /** Kills the process and starts it again on the same data and ports. */
    void restart() {
        end();
        process = launch();
        awaitService();
    }

    /** Runs etcdctl against this server and returns what it prints. */
    String ctl(String... arguments) {
        var command = new ArrayList<>(List.of("etcdctl", "--endpoints", address()));
        command.addAll(List.of(arguments));
        return output(command);
    }

    @Override
    public void close() {
        end();
        try (Stream<Path> files = Files.walk(folder)) {
            // what is named last is deleted first
            files.sorted().map(Path::toFile).forEach(File::deleteOnExit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        String client = scheme() + "://" + address();
        String peer = "http://127.0.0.1:" + peerPort;
        var command = new ArrayList<>(List.of(
                "etcd",
                "--data-dir=" + folder.resolve("data"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                "--heartbeat-interval=50",
                "--election-timeout=500",
                "--logger=zap",
                "--log-level=error"));
        command.addAll(options);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String scheme() {
        return options.isEmpty() ? "http" : "https";
    }

    private void awaitService() {
        long end = System.nanoTime() + TO_START.toNanos();
        while (!accepts()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("etcd does not start, see " + folder.resolve("log"));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private boolean accepts() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), clientPort)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void signal(String name) {
        output(List.of("kill", "-" + name, Long.toString(process.pid())));
    }

    private void end() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(TO_START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output.strip();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
