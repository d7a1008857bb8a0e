package io.regent.restapi.server;

import static io.regent.restapi.server.RawClient.body;
import static io.regent.restapi.server.RawClient.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.wal.Lsn;
import io.regent.restapi.FakeDecisions;
import io.regent.restapi.FakeOperations;
import io.regent.restapi.FakeStatus;
import io.regent.restapi.ListenAddress;
import io.regent.restapi.RestApiSettings;
import io.regent.restapi.RestApiSettings.ServerTokens;
import io.regent.restapi.StatusSnapshot;
import io.regent.restapi.TestNode;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who asks the server, and who does not wait for it. */
class PresentStatusTest {

    private static final ListenAddress ANY_PORT = new ListenAddress("127.0.0.1", 0);
    private static final int QUEUE = 64;
    private static final StatusSnapshot PUBLISHED = standbyAt(4711);

    private volatile Supplier<StatusSnapshot> asked = () -> standbyAt(5000);
    private final RestApiServer server = RestApiServer.start(
            new RestApiSettings(ANY_PORT, ANY_PORT, Optional.empty(), Map.of(), QUEUE, ServerTokens.ORIGINAL),
            new FakeStatus(() -> PUBLISHED, () -> asked.get()),
            new FakeDecisions(),
            new FakeOperations(),
            () -> TestNode.NOW,
            InstantSource.system());
    private final RawClient client = new RawClient(server.port());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_status_tells_where_the_log_ends_now() {
        assertThat(body(client.get("/patroni"))).contains("\"received_location\": 5000");
        assertThat(body(client.get("/replica"))).contains("\"received_location\": 4711");
    }

    @Test
    void a_server_that_does_not_answer_keeps_no_health_check_waiting() throws Exception {
        var asking = new CountDownLatch(1);
        var answer = new CompletableFuture<StatusSnapshot>();
        asked = () -> {
            asking.countDown();
            return answer.join();
        };
        var waiting = CompletableFuture.supplyAsync(() -> code(client.get("/patroni")));
        asking.await();

        assertThat(code(client.get("/replica"))).isEqualTo(200);
        assertThat(code(client.get("/liveness"))).isEqualTo(200);
        assertThat(waiting).isNotDone();
        answer.complete(standbyAt(5000));
        assertThat(waiting.get()).isEqualTo(200);
    }

    private static StatusSnapshot standbyAt(long position) {
        return TestNode.replica()
                .replayed(new Lsn(position), new Lsn(position), true)
                .snapshot();
    }
}
