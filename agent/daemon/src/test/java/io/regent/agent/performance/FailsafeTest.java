package io.regent.agent.performance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.regent.Spec;
import io.regent.agent.cycle.FailsafeVoter.Vote;
import io.regent.agent.decision.Action;
import io.regent.agent.decision.FailsafeLeader;
import io.regent.agent.decision.FailsafeNotice;
import io.regent.agent.decision.FailsafeVotes;
import io.regent.agent.decision.Lease;
import io.regent.agent.decision.View;
import io.regent.agent.fake.FakeNode;
import io.regent.agent.fake.Samples;
import io.regent.dcs.Deadline;
import io.regent.dcs.MemberName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A leader asks real servers for their consent, and a member keeps its promise. */
class FailsafeTest {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(3);
    private static final MemberName OTHER = new MemberName("node-2");
    private static final FailsafeLeader LEADER =
            new FailsafeLeader(OTHER, Optional.empty(), Optional.empty(), new TreeMap<>());

    @TempDir
    private Path data;

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private PerformerFixture given;
    private FakeNode node;

    @BeforeEach
    void build() {
        given = new PerformerFixture(data);
        node = given.node;
        node.initialized();
        node.dcs.put(FakeNode.PREFIX + "config", "{\"ttl\":30,\"failsafe_mode\":true}");
    }

    @AfterEach
    void close() {
        servers.forEach(server -> server.stop(0));
        given.close();
    }

    @Test
    void consent_moves_the_fence_and_the_health_answers_like_a_lease() throws IOException {
        View silent = silent();
        node.clock.advance(Duration.ofSeconds(5));

        View view = ask(Map.of("node-2", url(200, "Accepted")), silent);

        Deadline end = Deadline.after(node.clock.nanos(), TTL);
        assertThat(view.answers().votes()).isEqualTo(new FailsafeVotes.Accepted(end));
        assertThat(node.lease.until()).contains(end);
        assertThat(node.fence.point()).contains(end.minus(MARGIN));
        given.finish(view);
        assertThat(node.board.snapshot().heartbeat().leaderUntil()).contains(end);
        assertThat(node.board.snapshot().safeguards().failsafeUntil()).contains(end);
    }

    @Test
    void the_request_says_who_asks_and_where_its_slots_are() throws IOException {
        ask(Map.of("node-2", url(200, "Accepted")), silent());

        assertThat(bodies)
                .singleElement()
                .asString()
                .contains("\"name\":\"node-1\"", "\"conn_url\":\"postgres://", "/patroni\"", "\"slots\":{\"node_1\":");
    }

    @Test
    void a_refusal_or_silence_leaves_everything_where_it_was() throws IOException {
        View silent = silent();
        Optional<Deadline> before = node.lease.until();

        View refused =
                ask(Map.of("node-2", url(500, "Running as a leader"), "node-3", "http://127.0.0.1:1/patroni"), silent);

        assertThat(refused.answers().votes())
                .isInstanceOfSatisfying(
                        FailsafeVotes.Refused.class,
                        no -> assertThat(no.reasons())
                                .containsOnlyKeys(OTHER, new MemberName("node-3"))
                                .containsEntry(OTHER, "500 Running as a leader"));
        assertThat(node.lease.until()).isEqualTo(before);
        given.finish(refused);
        assertThat(node.board.snapshot().heartbeat().leaderUntil()).isEmpty();
    }

    @Test
    void without_time_before_the_fence_nobody_is_asked() throws IOException {
        View silent = silent();
        node.clock.advance(TTL.minus(MARGIN));

        View view = ask(Map.of("node-2", url(200, "Accepted")), silent);

        assertThat(view.answers().votes()).isInstanceOf(FailsafeVotes.Refused.class);
        assertThat(bodies).isEmpty();
    }

    @Spec({"HA-173", "D-204"})
    @Test
    void nothing_of_it_is_left_once_the_lease_is_confirmed_again() throws IOException {
        View consented = ask(Map.of("node-2", url(200, "Accepted")), silent());
        given.finish(consented);
        node.dcs.start();

        View back = given.performer.ask(new Action.RenewLease(), node.view());
        given.finish(back);

        Deadline end = Deadline.after(node.clock.nanos(), TTL);
        assertThat(back.lease()).isEqualTo(new Lease.Mine(end));
        assertThat(node.lease.until()).contains(end);
        assertThat(node.board.snapshot().safeguards().failsafeUntil()).isEmpty();
    }

    @Test
    void a_promise_that_comes_in_during_a_cycle_keeps_the_lease_from_being_asked_for() {
        node.postgres.is(Samples.standby(1));
        given.finish(node.view());
        View vacant = node.view();
        assertThat(node.voter.answer(LEADER)).isEqualTo(new Vote.Accepted(TTL));

        View view = given.performer.ask(new Action.AcquireLease(), vacant);

        assertThat(view.notice()).contains(new FailsafeNotice(LEADER, Deadline.after(node.clock.nanos(), TTL)));
        assertThat(view.lease()).isInstanceOf(Lease.Vacant.class);
        assertThat(node.key("leader")).isEmpty();
    }

    @Test
    void who_has_asked_for_the_lease_promises_nothing() {
        node.postgres.is(Samples.standby(1));
        given.finish(node.view());

        given.leading();

        assertThat(node.voter.answer(LEADER)).isEqualTo(new Vote.Leading());
    }

    @Test
    void a_member_shows_its_promise() {
        node.postgres.is(Samples.standby(1));
        given.finish(node.view());
        node.voter.answer(LEADER);
        node.dcs.stop();

        given.finish(node.view());

        assertThat(node.board.snapshot().safeguards().failsafeActiveAt(node.clock.nanos()))
                .isTrue();
        node.clock.advance(TTL);
        assertThat(node.board.snapshot().safeguards().failsafeActiveAt(node.clock.nanos()))
                .isFalse();
    }

    @Spec("HA-174")
    @Test
    void the_leader_writes_the_list_on_change_and_an_old_one_is_shown_whatever_the_mode() {
        node.postgres.is(Samples.primary(1));
        node.member("node-1", "{\"api_url\":\"http://node-1:8008/patroni\"}");
        given.finish(given.leading());
        assertThat(node.key("failsafe")).contains("{\"node-1\":\"http://node-1:8008/patroni\"}");

        node.dcs.put(FakeNode.PREFIX + "config", "{\"ttl\":30,\"failsafe_mode\":false}");
        node.member("node-2", "{\"api_url\":\"http://node-2:8008/patroni\"}");
        given.finish(given.performer.ask(new Action.RenewLease(), node.view()));

        assertThat(node.key("failsafe")).contains("{\"node-1\":\"http://node-1:8008/patroni\"}");
        assertThat(node.board.snapshot().safeguards().failsafeMembers()).containsKey("node-1");
        assertThat(node.voter.answer(LEADER)).isNotInstanceOf(Vote.Accepted.class);
    }

    /** What a leader sees when the store has just fallen silent. */
    private View silent() {
        node.postgres.is(Samples.primary(1));
        given.leading();
        node.dcs.stop();
        return node.view();
    }

    private View ask(Map<String, String> urls, View view) {
        SortedMap<MemberName, String> voters = new TreeMap<>();
        urls.forEach((name, url) -> voters.put(new MemberName(name), url));
        return given.performer.ask(new Action.AskFailsafe(voters), view);
    }

    private String url(int code, String answer) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/failsafe", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return "http://127.0.0.1:%d/patroni".formatted(server.getAddress().getPort());
    }
}
