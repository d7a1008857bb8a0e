package io.regent.restapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.MemberRole;
import io.regent.postgres.wal.Lsn;
import io.regent.postgres.wal.Timeline;
import io.regent.restapi.client.ClientAccess.Credentials;
import io.regent.restapi.client.MemberRequest.Method;
import io.regent.restapi.client.RestAnswer.Replied;
import io.regent.restapi.client.RestAnswer.Unanswered;
import io.regent.restapi.client.RestAnswer.Unreachable;
import io.regent.restapi.client.Scripted.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberClientTest {

    private static final Duration ENOUGH = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(150);

    private final MemberClient client = new MemberClient(ClientAccess.ANONYMOUS);

    @Test
    void a_reply_that_ends_with_the_connection_is_read_to_its_end() throws IOException {
        try (var member = new Scripted("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\ngrün", Ending.CLOSE)) {
            assertThat(client.send(MemberRequest.status(member.url("/patroni")), ENOUGH))
                    .isEqualTo(new Replied(200, "grün"));
        }
    }

    @Test
    void a_reply_with_a_length_ends_there_though_the_connection_stays_open() throws IOException {
        String reply = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\n\r\n{}";
        try (var member = new Scripted(reply, Ending.KEEP_OPEN)) {
            assertThat(client.send(MemberRequest.status(member.url("/")), ENOUGH))
                    .isEqualTo(new Replied(503, "{}"));
        }
    }

    @Test
    void a_reply_in_chunks_is_put_together() throws IOException {
        String reply =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n";
        try (var member = new Scripted(reply, Ending.KEEP_OPEN)) {
            assertThat(client.send(MemberRequest.status(member.url("/")), ENOUGH))
                    .isEqualTo(new Replied(200, "abcd0123456789"));
        }
    }

    @Test
    void a_reply_that_breaks_off_is_no_reply() throws IOException {
        try (var member = new Scripted("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf", Ending.CLOSE)) {
            assertThat(client.send(MemberRequest.status(member.url("/")), ENOUGH))
                    .isEqualTo(new Unanswered("the connection was closed within the answer"));
        }
    }

    @Test
    void a_request_carries_method_path_credentials_and_body() throws IOException {
        var access = new ClientAccess(Optional.of(new Credentials("admin", "s3cret")), ClientTls.DEFAULT);
        try (var member = new Scripted("HTTP/1.0 200 OK\r\n\r\nok", Ending.CLOSE)) {
            var request = MemberRequest.to(Method.PATCH, member.url("/patroni"), "config")
                    .with(Map.of("pause", true));

            new MemberClient(access).send(request, ENOUGH);

            assertThat(member.requests())
                    .singleElement()
                    .satisfies(text -> assertThat(text.lines())
                            .startsWith("PATCH /config HTTP/1.1", "Host: 127.0.0.1:" + member.port())
                            .contains(
                                    "Connection: close",
                                    "Authorization: Basic YWRtaW46czNjcmV0",
                                    "Content-Type: application/json",
                                    "Content-Length: 14")
                            .endsWith("{\"pause\":true}"));
        }
    }

    @Test
    void a_member_that_says_nothing_is_given_up_in_time() throws IOException {
        try (var member = new Scripted("HTTP/1.0 200 OK\r\n", Ending.KEEP_OPEN)) {
            assertThat(client.send(MemberRequest.status(member.url("/")), SHORT))
                    .isEqualTo(new Unanswered("no answer within 0.15 seconds"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no url", "ftp://a/b", "http://", "http://127.0.0.1:99999/", "http://127.0.0.1:1/patroni"})
    void an_address_that_leads_nowhere_is_no_reply(String url) {
        assertThat(client.send(MemberRequest.status(url), ENOUGH)).isInstanceOf(Unreachable.class);
    }

    @Test
    void only_the_one_word_is_consent_and_it_says_for_how_long() throws IOException {
        String yes = "HTTP/1.1 200 OK\r\nlsn: 5\r\nFailsafe-TTL: 20\r\nContent-Length: 8\r\n\r\nAccepted";
        try (var regent = new Scripted(yes, Ending.KEEP_OPEN);
                var other = new Scripted("HTTP/1.0 200 OK\r\n\r\nAccepted", Ending.CLOSE);
                var talker = new Scripted("HTTP/1.0 200 OK\r\n\r\nAccepted, perhaps", Ending.CLOSE);
                var leader = new Scripted("HTTP/1.0 500 x\r\n\r\nRunning as a leader", Ending.CLOSE)) {
            assertThat(consent(regent)).isEqualTo(new ConsentAnswer.Accepted(Optional.of(Duration.ofSeconds(20))));
            assertThat(consent(other)).isEqualTo(new ConsentAnswer.Accepted(Optional.empty()));
            assertThat(consent(talker)).isEqualTo(new ConsentAnswer.Refused("200 Accepted, perhaps"));
            assertThat(consent(leader)).isEqualTo(new ConsentAnswer.Refused("500 Running as a leader"));
            assertThat(regent.requests())
                    .singleElement()
                    .satisfies(text -> assertThat(text.lines())
                            .startsWith("POST /failsafe HTTP/1.1")
                            .endsWith("{\"name\":\"pg-1\"}"));
        }
    }

    private ConsentAnswer consent(Scripted member) {
        return client.askConsent(member.url("/patroni"), Map.of("name", "pg-1"), ENOUGH);
    }

    @Spec("HA-024")
    @Test
    void a_status_counts_whatever_its_http_status_and_is_silence_without_positions() throws IOException {
        String body = "{\"role\":\"replica\",\"timeline\":3,\"xlog\":{\"received_location\":67108864,"
                + "\"replayed_location\":67108872,\"paused\":false},\"tags\":{\"nofailover\":true},"
                + "\"watchdog_failed\":true}";
        try (var standby = new Scripted("HTTP/1.0 503 x\r\n\r\n" + body, Ending.CLOSE);
                var primary = new Scripted("HTTP/1.0 200 OK\r\n\r\n{\"wal\":{\"location\":5}}", Ending.CLOSE);
                var stopped = new Scripted("HTTP/1.0 200 OK\r\n\r\n{\"role\":\"replica\"}", Ending.CLOSE)) {
            assertThat(client.ask(standby.url("/patroni"), ENOUGH))
                    .isInstanceOfSatisfying(PeerStatus.Told.class, told -> {
                        assertThat(told.role()).contains(MemberRole.REPLICA);
                        assertThat(told.timeline()).contains(new Timeline(3));
                        assertThat(told.isPrimary()).isFalse();
                        assertThat(told.furthest()).isEqualTo(new Lsn(67108872));
                        assertThat(told.tags().nofailover()).isTrue();
                        assertThat(told.watchdogFailed()).isTrue();
                    });
            assertThat(client.ask(primary.url("/patroni"), ENOUGH))
                    .isInstanceOfSatisfying(
                            PeerStatus.Told.class,
                            told -> assertThat(told.isPrimary()).isTrue());
            assertThat(client.ask(stopped.url("/patroni"), ENOUGH)).isInstanceOf(PeerStatus.Silent.class);
        }
    }
}
