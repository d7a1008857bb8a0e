package io.regent.restapi.server;

import static io.regent.restapi.server.RawClient.body;
import static io.regent.restapi.server.RawClient.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.restapi.FakeDecisions;
import io.regent.restapi.FakeOperations;
import io.regent.restapi.FakeStatus;
import io.regent.restapi.ListenAddress;
import io.regent.restapi.RestApiSettings;
import io.regent.restapi.RestApiSettings.Credentials;
import io.regent.restapi.RestApiSettings.ServerTokens;
import io.regent.restapi.TestNode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code GET /decisions}: what the agent decided, and why. */
class DecisionsTest {

    private static final ListenAddress ANY_PORT = new ListenAddress("127.0.0.1", 0);
    private static final int QUEUE = 64;

    private final RestApiServer server = RestApiServer.start(
            new RestApiSettings(
                    ANY_PORT, ANY_PORT, Optional.of(new Credentials("u", "p")), Map.of(), QUEUE, ServerTokens.ORIGINAL),
            FakeStatus.of(() -> TestNode.leader().snapshot()),
            new FakeDecisions(),
            new FakeOperations(),
            () -> TestNode.NOW,
            () -> FakeDecisions.NOW);
    private final RawClient client = new RawClient(server.port());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void decisions_are_read_like_the_status_without_a_password_and_the_newest_is_last() {
        assertThat(body(client.get("/decisions")))
                .isEqualTo("{\"member\": \"pg-1\", \"scope\": \"demo\", \"dropped\": 2, \"decisions\": ["
                        + "{\"first\": \"2026-03-01T10:00:00Z\", \"last\": \"2026-03-01T10:00:00Z\", \"cycles\": 1,"
                        + " \"rule\": \"D-033\"}, "
                        + "{\"first\": \"2026-03-01T11:30:00Z\", \"last\": \"2026-03-01T12:00:00Z\", \"cycles\": 180,"
                        + " \"rule\": \"D-193\"}]}");
    }

    @Test
    void what_ended_before_a_time_is_left_out() {
        assertThat(body(client.get("/decisions?since=15m"))).contains("D-193").doesNotContain("D-033");
        assertThat(body(client.get("/decisions?since=2026-03-01T12:00:01Z"))).contains("\"decisions\": []");
        assertThat(body(client.get("/decisions?since=2026-03-01T10%3A30%3A00%2B01%3A00")))
                .contains("D-193", "D-033");
    }

    @Test
    void a_time_that_nobody_understands_is_refused_by_name() {
        String answer = client.get("/decisions?since=yesterday");

        assertThat(code(answer)).isEqualTo(400);
        assertThat(body(answer)).startsWith("since: 'yesterday' is not allowed, it must be a time like");
    }

    @Test
    void the_last_cycle_is_told_in_full() {
        assertThat(body(client.get("/decisions?last")))
                .contains("\"trace\": []")
                .doesNotContain("D-033");
    }

    @Test
    void how_often_each_rule_spoke_is_a_metric() {
        assertThat(body(client.get("/metrics")))
                .contains(
                        "regent_decisions_total{scope=\"demo\",name=\"pg-1\",rule=\"D-193\"} 180\n",
                        "regent_last_decision_info{scope=\"demo\",name=\"pg-1\",rule=\"D-193\"} 1\n",
                        "regent_journal_dropped_total{scope=\"demo\",name=\"pg-1\"} 2\n");
    }
}
