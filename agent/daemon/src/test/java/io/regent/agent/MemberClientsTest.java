package io.regent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.agent.fake.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether an agent lives where a member published its status. */
class MemberClientsTest {

    @TempDir
    Path data;

    /** A proxy whose agent is gone takes the connection and ends it, with or without a word. */
    @Spec("LES-034")
    @ParameterizedTest
    @ValueSource(strings = {"", "SSH-2.0-OpenSSH_9.2\r\n"})
    void an_open_port_is_no_agent(String greeting) throws IOException {
        try (var proxy = server(greeting)) {
            assertThat(isAlive(proxy.getLocalPort())).isFalse();
        }
    }

    @Spec("LES-034")
    @Test
    void an_agent_that_answers_anything_lives() throws IOException {
        try (var agent = server("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(isAlive(agent.getLocalPort())).isTrue();
        }
    }

    @Spec("LES-034")
    @Test
    void a_closed_port_is_no_agent() throws IOException {
        int port;
        try (var gone = server("")) {
            port = gone.getLocalPort();
        }
        assertThat(isAlive(port)).isFalse();
    }

    private boolean isAlive(int port) {
        return new MemberClients(Samples.settings(Samples.yaml(data)))
                .isAlive("http://127.0.0.1:%d/patroni".formatted(port));
    }

    private static ServerSocket server(String reply) throws IOException {
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> serve(server, socket -> answer(socket, reply)));
        return server;
    }

    private static void serve(ServerSocket server, Consumer<Socket> each) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                each.accept(socket);
            } catch (IOException e) {
                return;
            }
        }
    }

    /** A request is read first, as a proxy does. */
    private static void answer(Socket socket, String reply) {
        try {
            int read = socket.getInputStream().read(new byte[4096]);
            assertThat(read).isPositive();
            socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
