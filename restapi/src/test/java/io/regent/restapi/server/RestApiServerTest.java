package io.regent.restapi.server;

import static io.regent.restapi.TestNode.ME;
import static io.regent.restapi.server.RawClient.body;
import static io.regent.restapi.server.RawClient.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.regent.Spec;
import io.regent.dcs.ReadAnswer.Seen;
import io.regent.dcs.ReadAnswer.Unreachable;
import io.regent.restapi.ConfigAnswer;
import io.regent.restapi.FakeDecisions;
import io.regent.restapi.FakeOperations;
import io.regent.restapi.FakeStatus;
import io.regent.restapi.ListenAddress;
import io.regent.restapi.RestApiSettings;
import io.regent.restapi.RestApiSettings.Credentials;
import io.regent.restapi.RestApiSettings.ServerTokens;
import io.regent.restapi.Safeguards;
import io.regent.restapi.StatusSnapshot;
import io.regent.restapi.TestNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestApiServerTest {

    private static final ListenAddress ANY_PORT = new ListenAddress("127.0.0.1", 0);

    /** A full queue costs the client a second, which would be mistaken for a slow answer. */
    private static final int LONG_QUEUE = 512;

    private final FakeOperations agent = new FakeOperations();
    private volatile StatusSnapshot snapshot = TestNode.leader().snapshot();
    private final RestApiServer server = started(with(Optional.empty(), Map.of(), ServerTokens.ORIGINAL));
    private final RawClient client = new RawClient(server.port());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @Spec({"API-002", "API-037", "API-038", "API-039"})
    @CsvSource({
        "OPTIONS, /, 200 OK",
        "OPTIONS, /primary, 200 OK",
        "OPTIONS, /replica, 503 Service Unavailable",
        "HEAD, /leader, 200 OK",
        "HEAD, /replica, 503 Service Unavailable",
        "HEAD, /liveness, 503 Service Unavailable",
        "OPTIONS, /patroni, 503 Service Unavailable",
        "GET, /liveness, 200 OK",
        "GET, /readiness, 200 OK"
    })
    void some_answers_are_a_status_line_and_nothing_else(String method, String path, String status) {
        String expected = "HTTP/1.0 " + status + "\r\n\r\n";

        assertThat(client.say(method + " " + path + " HTTP/1.0\r\n\r\n")).isEqualTo(expected);
        assertThat(client.say(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @Spec("API-003")
    @CsvSource({"/config/x, 200", "/patroni/x, 200", "/metrics/, 200", "//primary, 200", "//, 200", "/liveness/x, 200"})
    void only_the_first_segment_of_a_path_counts(String path, int code) {
        assertThat(code(client.get(path))).isEqualTo(code);
    }

    @ParameterizedTest
    @Spec({"API-004", "API-040"})
    @ValueSource(strings = {"/foo", "/Primary", "/replica", "/primary", "/"})
    void a_health_check_shows_the_status_whatever_its_code_is(String path) {
        String answer = client.get(path);

        assertThat(answer).contains("Content-Type: application/json\r\n");
        assertThat(body(answer))
                .startsWith("{\"state\": \"running\", \"postmaster_start_time\": \"2026-08-18 11:03:37.966359+00:00\"")
                .isEqualTo(body(client.get("/patroni")));
    }

    @ParameterizedTest
    @Spec("API-005")
    @CsvSource({"DELETE, /failover", "POST, /config", "PUT, /foo", "BLAH, /", "TRACE, /primary", "POST, /sigterm"})
    void an_unknown_verb_is_not_supported_even_without_a_password(String method, String path) {
        server.reload(with(Optional.of(new Credentials("u", "p")), Map.of(), ServerTokens.ORIGINAL));
        String answer = client.request(method, path, "");

        assertThat(code(answer)).isEqualTo(501);
        assertThat(body(answer))
                .contains("Unsupported method ('%s')".formatted(method), "Server does not support this operation");
    }

    @Test
    @Spec("API-006")
    void an_error_page_is_small_and_without_extra_headers() {
        server.reload(with(Optional.empty(), Map.of("X-Extra", "1"), ServerTokens.ORIGINAL));

        assertThat(client.get("/failsafe"))
                .startsWith("HTTP/1.1 502 ")
                .contains("Content-Type: text/html;charset=utf-8\r\n", "Connection: close\r\n", "Content-Length: ")
                .doesNotContain("X-Extra");
    }

    @Test
    @Spec("API-007")
    void each_kind_of_answer_has_its_type() {
        assertThat(client.get("/metrics"))
                .contains("Content-Type: text/plain\r\n")
                .endsWith("\n");
        assertThat(client.get("/patroni"))
                .contains("Content-Type: application/json\r\n")
                .endsWith("}");
        assertThat(client.send("POST", "/reload", ""))
                .contains("HTTP/1.1 202 ", "Content-Type: text/html\r\n")
                .endsWith("\r\n\r\nreload scheduled");
    }

    @ParameterizedTest
    @Spec("API-008")
    @CsvSource({"PATCH, /config", "PUT, /config", "POST, /switchover", "POST, /failover"})
    void a_mandatory_body_must_be_an_object_with_content(String method, String path) {
        assertThat(code(client.request(method, path, ""))).isEqualTo(411);
        assertThat(code(client.request(method, path, "Transfer-Encoding: chunked\r\n\r\n0\r\n")))
                .isEqualTo(411);
        assertThat(List.of("", "{}", "[1]", "notjson", "{\"a\": 1} x", "null"))
                .allMatch(body -> code(client.send(method, path, body)) == 400);
        assertThat(agent.calls).isEmpty();
    }

    @ParameterizedTest
    @Spec({"API-008", "API-124"})
    @ValueSource(strings = {"/restart", "/reinitialize"})
    void an_optional_body_may_be_missing_but_not_wrong(String path) {
        assertThat(code(client.send("POST", path, "[1]"))).isEqualTo(400);
        assertThat(code(client.send("POST", path, "notjson"))).isEqualTo(400);
        assertThat(agent.calls).isEmpty();
        assertThat(code(client.request("POST", path, ""))).isEqualTo(200);
        assertThat(code(client.send("POST", path, ""))).isEqualTo(200);
        assertThat(code(client.send("POST", path, "{}"))).isEqualTo(200);
        assertThat(agent.calls).hasSize(3);
    }

    @Test
    @Spec("API-010")
    void extra_headers_are_on_normal_answers_only() {
        server.reload(with(Optional.of(new Credentials("u", "p")), Map.of("X-Extra", "1"), ServerTokens.ORIGINAL));

        assertThat(client.get("/patroni")).contains("X-Extra: 1\r\n");
        assertThat(client.get("/metrics")).contains("X-Extra: 1\r\n");
        assertThat(client.send("POST", "/reload", "")).contains("401", "X-Extra: 1\r\n");
        assertThat(client.get("/liveness")).doesNotContain("X-Extra");
    }

    @Test
    @Spec("API-011")
    void the_server_says_as_much_of_itself_as_it_may() {
        server.reload(with(Optional.empty(), Map.of(), ServerTokens.MINIMAL));
        assertThat(client.get("/patroni")).contains("Server: Regent/0.1.0\r\n");
        server.reload(with(Optional.empty(), Map.of(), ServerTokens.PRODUCT_ONLY));
        assertThat(client.get("/patroni")).contains("Server: Regent\r\n");
    }

    @Test
    @Spec({"API-013", "LES-121"})
    void silent_clients_and_waiting_requests_do_not_delay_a_health_check() throws IOException {
        var release = new CountDownLatch(1);
        agent.beforeReading = () -> await(release);
        var others = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 100; i++) {
                others.add(client.connected());
                Socket waiting = client.connected();
                waiting.getOutputStream().write("GET /cluster HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                others.add(waiting);
                Socket halfway = client.connected();
                halfway.getOutputStream()
                        .write("POST /restart HTTP/1.1\r\nContent-Length: 9\r\n\r\n{".getBytes(StandardCharsets.UTF_8));
                others.add(halfway);
            }

            assertThat(code(client.get("/health"))).isEqualTo(200);
            assertThat(code(client.get("/liveness"))).isEqualTo(200);
        } finally {
            release.countDown();
            for (Socket other : others) {
                other.close();
            }
        }
    }

    @Test
    @Spec("API-013")
    void an_operation_that_throws_fails_alone_and_tells_nothing() {
        agent.beforeReading = () -> {
            throw new IllegalStateException("secret detail");
        };
        String answer = client.get("/cluster");

        assertThat(code(answer)).isEqualTo(500);
        assertThat(answer).doesNotContain("secret", "Exception", "\tat ");
        assertThat(code(client.get("/patroni"))).isEqualTo(200);
    }

    @Test
    @Spec("API-014")
    void settings_change_without_closing_the_listener() throws IOException {
        try (Socket open = client.connected()) {
            server.reload(with(Optional.empty(), Map.of("X-New", "1"), ServerTokens.ORIGINAL));
            open.getOutputStream().write("GET /patroni HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));

            assertThat(new String(open.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("X-New: 1\r\n");
        }
    }

    @Test
    @Spec("API-014")
    void another_listen_address_takes_over() throws IOException {
        int free;
        try (var probe = new ServerSocket(0)) {
            free = probe.getLocalPort();
        }
        server.reload(RestApiSettings.listeningOn(new ListenAddress("127.0.0.1", free)));

        assertThat(code(new RawClient(free).get("/patroni"))).isEqualTo(200);
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> client.get("/patroni"));
    }

    @Test
    @Spec({"API-001", "API-014"})
    void an_address_that_cannot_be_used_leaves_the_old_one_open() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var changed = RestApiSettings.listeningOn(new ListenAddress("127.0.0.1", taken.getLocalPort()));

            assertThatExceptionOfType(ListenFailed.class)
                    .isThrownBy(() -> server.reload(changed))
                    .withMessage("restapi.listen: can't listen on 127.0.0.1:%d: Address already in use"
                            .formatted(taken.getLocalPort()));
        }
        assertThat(code(client.get("/patroni"))).isEqualTo(200);
    }

    @ParameterizedTest
    @Spec("API-001")
    @ValueSource(strings = {":0", "*:0", "localhost:0", "127.0.0.1:0"})
    void every_form_of_address_can_be_listened_on(String listen) {
        try (var other = started(RestApiSettings.listeningOn(ListenAddress.parse(listen)))) {
            assertThat(code(new RawClient(other.port()).get("/patroni"))).isEqualTo(200);
        }
    }

    @Test
    @Spec("API-001")
    void a_name_that_is_none_is_told_to_the_operator() {
        assertThatExceptionOfType(ListenFailed.class)
                .isThrownBy(() -> started(RestApiSettings.listeningOn(ListenAddress.parse("no.such.host.invalid:0"))))
                .withMessageContaining("restapi.listen: can't listen on no.such.host.invalid:0");
    }

    @Test
    @Spec("API-015")
    void without_a_dcs_only_fresh_readings_fail() {
        agent.reading = new Unreachable("timeout");
        agent.config = new ConfigAnswer.Unreachable("timeout");

        assertThat(List.of("/patroni", "/metrics", "/config", "/history", "/health"))
                .allMatch(path -> code(client.get(path)) == 200);
        assertThat(code(client.get("/cluster"))).isEqualTo(503);
        assertThat(code(client.send("PATCH", "/config", "{\"a\": 1}"))).isEqualTo(503);
        assertThat(code(client.send("PUT", "/config", "{\"a\": 1}"))).isEqualTo(502);
    }

    @Test
    @Spec("API-078")
    void the_cluster_is_read_anew() {
        agent.reading = new Seen(TestNode.cluster(ME, List.of()));

        assertThat(body(client.get("/cluster"))).startsWith("{\"members\": [{\"name\": \"pg-1\", \"role\": \"leader\"");
    }

    @Test
    @Spec({"API-086", "API-087", "API-089", "API-091"})
    void the_configuration_is_shown_patched_and_replaced() {
        assertThat(body(client.get("/config"))).isEqualTo("{\"ttl\": 30}");
        assertThat(body(client.send("PATCH", "/config", "{\"ttl\": 20}"))).isEqualTo("{\"ttl\": 20}");
        assertThat(body(client.send("PUT", "/config", "{\"b\": [1, null], \"a\": {}}")))
                .isEqualTo("{\"b\": [1, null], \"a\": {}}");
        assertThat(agent.calls).containsExactly("patch {ttl=20}", "replace {b=[1, null], a={}}");
        agent.config = new ConfigAnswer.Missing();
        assertThat(code(client.send("PATCH", "/config", "{\"ttl\": 20}"))).isEqualTo(503);
        agent.config = new ConfigAnswer.Conflict();
        assertThat(code(client.send("PATCH", "/config", "{\"ttl\": 20}"))).isEqualTo(409);
    }

    @Test
    @Spec("API-120")
    void a_reload_is_ordered_whatever_the_body_says() {
        assertThat(code(client.send("POST", "/reload", "junk"))).isEqualTo(202);
        assertThat(agent.calls).containsExactly("reload");
    }

    @Test
    @Spec("API-125")
    void the_failsafe_members_are_shown_while_they_are_cached() {
        snapshot = TestNode.leader()
                .guardedBy(new Safeguards(false, Optional.empty(), Map.of("pg-1", "http://pg-1:8008/patroni")))
                .snapshot();

        assertThat(body(client.get("/failsafe"))).isEqualTo("{\"pg-1\": \"http://pg-1:8008/patroni\"}");
    }

    @Test
    @Spec({"API-129", "API-130"})
    void unsafe_requests_need_the_password_before_anything_else() {
        server.reload(with(Optional.of(new Credentials("u", "p")), Map.of(), ServerTokens.ORIGINAL));

        assertThat(client.send("POST", "/switchover", "junk"))
                .startsWith("HTTP/1.1 401 ")
                .contains("WWW-Authenticate: Basic realm=\"Patroni\"\r\n")
                .endsWith("no auth header received");
        assertThat(client.request("POST", "/reload", "Authorization: Basic eDp5\r\n"))
                .endsWith("not authenticated");
        assertThat(code(client.request("POST", "/reload", "Authorization: Basic dTpw\r\n")))
                .isEqualTo(202);
        assertThat(List.of("/config", "/metrics", "/patroni")).allMatch(path -> code(client.get(path)) == 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "POST /restart HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                "POST /restart HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "POST /config HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n"
            })
    void what_is_no_request_is_refused_without_a_trace(String request) {
        assertThat(client.say(request)).doesNotContain("200 OK", "Exception", "\tat ");
        assertThat(code(client.get("/patroni"))).isEqualTo(200);
    }

    @Test
    @Spec("API-002")
    void clients_of_every_manner_are_served() {
        assertThat(client.say("GET /patroni HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 200 OK\r\n");
        assertThat(client.say("GET /patroni HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Connection: close\r\n");
        assertThat(client.say("PATCH /config HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n"
                        + "Content-Length: 9\r\n\r\n{\"ttl\":5}"))
                .contains("HTTP/1.1 200 OK\r\n");
        assertThat(agent.calls).containsExactly("patch {ttl=5}");
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        assertThat(code(client.request("PATCH", "/config", "Content-Length: 99999999\r\n")))
                .isEqualTo(413);
        assertThat(agent.calls).isEmpty();
    }

    private RestApiSettings with(Optional<Credentials> credentials, Map<String, String> headers, ServerTokens tokens) {
        return new RestApiSettings(ANY_PORT, ANY_PORT, credentials, headers, LONG_QUEUE, tokens);
    }

    private RestApiServer started(RestApiSettings settings) {
        return RestApiServer.start(
                settings,
                FakeStatus.of(() -> snapshot),
                new FakeDecisions(),
                agent,
                () -> TestNode.NOW,
                InstantSource.system());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
