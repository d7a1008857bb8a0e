package io.regent.restapi.server;

import static io.regent.restapi.server.RawClient.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.postgres.wal.Lsn;
import io.regent.restapi.FailsafeReply;
import io.regent.restapi.FakeDecisions;
import io.regent.restapi.FakeOperations;
import io.regent.restapi.FakeStatus;
import io.regent.restapi.ListenAddress;
import io.regent.restapi.RestApiSettings;
import io.regent.restapi.RestApiSettings.Credentials;
import io.regent.restapi.RestApiSettings.ServerTokens;
import io.regent.restapi.TestNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code POST /failsafe} in bytes. */
class ConsentTest {

    private static final ListenAddress ANY_PORT = new ListenAddress("127.0.0.1", 0);
    private static final String BODY = "{\"name\": \"pg-2\"}";

    private final FakeOperations agent = new FakeOperations();
    private final RestApiServer server = RestApiServer.start(
            with(Optional.empty()),
            FakeStatus.of(() -> TestNode.replica().snapshot()),
            new FakeDecisions(),
            agent,
            () -> TestNode.NOW,
            InstantSource.system());
    private final RawClient client = new RawClient(server.port());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void consent_is_one_word_and_tells_the_position_and_the_time() {
        agent.consent = new FailsafeReply.Accepted(new Lsn(67108864), Duration.ofSeconds(30));

        assertThat(client.send("POST", "/failsafe", BODY))
                .startsWith("HTTP/1.1 200 ")
                .contains("lsn: 67108864\r\n", "failsafe-ttl: 30\r\n")
                .endsWith("\r\n\r\nAccepted");
    }

    @Test
    void a_refusal_has_its_words_and_a_mode_that_is_off_has_none() {
        agent.consent = new FailsafeReply.Leading();
        assertThat(client.send("POST", "/failsafe", BODY))
                .startsWith("HTTP/1.1 500 ")
                .endsWith("\r\n\r\nRunning as a leader");

        agent.consent = new FailsafeReply.Off();
        assertThat(code(client.send("POST", "/failsafe", BODY))).isEqualTo(502);
    }

    @Test
    void it_needs_a_body_and_the_password() {
        assertThat(code(client.send("POST", "/failsafe", "{}"))).isEqualTo(400);
        assertThat(code(client.request("POST", "/failsafe", ""))).isEqualTo(411);

        server.reload(with(Optional.of(new Credentials("u", "p"))));
        assertThat(code(client.send("POST", "/failsafe", BODY))).isEqualTo(401);
        assertThat(agent.calls).isEmpty();
    }

    private static RestApiSettings with(Optional<Credentials> credentials) {
        return new RestApiSettings(ANY_PORT, ANY_PORT, credentials, Map.of(), 512, ServerTokens.ORIGINAL);
    }
}
