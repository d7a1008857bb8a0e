package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.regent.Spec;
import io.regent.agent.decision.PeerAnswer;
import io.regent.agent.decision.Peers;
import io.regent.agent.fake.FakeNode;
import io.regent.dcs.MemberName;
import io.regent.restapi.client.ClientAccess;
import io.regent.restapi.client.ClientTls;
import io.regent.restapi.client.MemberClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Asks other members for their status. */
class PeerPollTest {

    private static final String STATUS =
            "{\"role\":\"replica\",\"timeline\":3,\"xlog\":{\"received_location\":50331648,\"replayed_location\":50331648}}";

    @TempDir
    Path data;

    private final List<ServerSocket> servers = new ArrayList<>();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private FakeNode node;

    @BeforeEach
    void build() {
        node = new FakeNode(data).initialized();
        lines.start();
        logger().addAppender(lines);
    }

    @AfterEach
    void close() throws IOException {
        logger().detachAppender(lines);
        node.close();
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    @Spec("LES-035")
    @Test
    void several_members_that_hang_cost_one_deadline_and_are_named() throws IOException {
        List<String> hanging = List.of("node-2", "node-3", "node-4", "node-5");
        for (String name : hanging) {
            node.member(name, "{\"api_url\":\"http://127.0.0.1:%d/patroni\"}".formatted(listening()));
        }
        node.member("node-6", "{\"api_url\":\"http://127.0.0.1:%d/patroni\"}".formatted(answering()));
        var members = new TreeSet<MemberName>();
        hanging.forEach(name -> members.add(new MemberName(name)));
        members.add(new MemberName("node-6"));
        var client = new MemberClient(new ClientAccess(Optional.empty(), ClientTls.DEFAULT));
        long begun = System.nanoTime();

        Peers peers = new PeerPoll(() -> client).ask(members, node.view());

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        assertThat(peers)
                .isInstanceOfSatisfying(
                        Peers.Asked.class,
                        asked -> asked.answers()
                                .forEach((name, answer) -> assertThat(answer)
                                        .isInstanceOf(
                                                hanging.contains(name.value())
                                                        ? PeerAnswer.Unreached.class
                                                        : PeerAnswer.Reached.class)));
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allMatch(line -> line.contains("does not answer"))
                .extracting(line -> line.substring(0, "node-2".length()))
                .containsExactlyElementsOf(hanging);
    }

    /** Its kernel takes connections, and nobody serves them. */
    private int listening() throws IOException {
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        servers.add(server);
        return server.getLocalPort();
    }

    private int answering() throws IOException {
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        servers.add(server);
        Thread.startVirtualThread(() -> answer(server));
        return server.getLocalPort();
    }

    private static void answer(ServerSocket server) {
        try (Socket socket = server.accept()) {
            int read = socket.getInputStream().read(new byte[4096]);
            assertThat(read).isPositive();
            String answer = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                    .formatted(STATUS.length(), STATUS);
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(PeerPoll.class);
    }
}
