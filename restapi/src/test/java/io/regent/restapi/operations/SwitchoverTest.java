package io.regent.restapi.operations;

import static io.regent.restapi.TestNode.ME;
import static io.regent.restapi.TestNode.OTHER;
import static io.regent.restapi.TestNode.member;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.dcs.Cluster;
import io.regent.dcs.FailoverRequest;
import io.regent.dcs.Member;
import io.regent.dcs.MemberName;
import io.regent.dcs.ReadAnswer.Seen;
import io.regent.dcs.ReadAnswer.Unreachable;
import io.regent.dcs.SyncState;
import io.regent.dcs.Tags;
import io.regent.dcs.WriteAnswer;
import io.regent.restapi.CandidateAnswer;
import io.regent.restapi.FailoverAnswer;
import io.regent.restapi.FakeOperations;
import io.regent.restapi.TestNode;
import io.regent.restapi.operations.Reply.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SwitchoverTest {

    private static final MemberName THIRD = new MemberName("pg-3");
    private static final Member[] MEMBERS = {
        member("pg-1", Map.of()), member("pg-2", Map.of()), member("pg-3", Map.of())
    };
    private static final FailoverRequest PENDING =
            new FailoverRequest(Optional.of(ME), Optional.empty(), Optional.empty());

    private final FakeOperations agent = new FakeOperations();
    private final AtomicLong nanos = new AtomicLong(TestNode.NOW);
    private final Switchover switchover = new Switchover(
            agent, () -> TestNode.leader().snapshot(), nanos::get, () -> Instant.parse("2026-11-21T10:00:00Z"));

    SwitchoverTest() {
        agent.reading = ledBy(ME, Map.of());
        agent.whileWaiting = () -> nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    @Test
    @Spec({"API-094", "HA-079"})
    void the_leader_or_the_candidate_must_be_named() {
        assertThat(switchover.switchover(Map.of("candidate", "pg-2")).code()).isEqualTo(400);
        assertThat(switchover.failover(Map.of("scheduled_at", "x")).code()).isEqualTo(400);
        assertThat(agent.calls).isEmpty();
    }

    @Test
    @Spec({"API-095", "HA-079"})
    void the_names_must_fit_the_cluster() {
        assertThat(codeOf("leader", "pg-1", "candidate", "pg-1")).isEqualTo(400);
        assertThat(codeOf("leader", "pg-2")).isEqualTo(412);
        assertThat(codeOf("leader", "pg-1", "candidate", "nobody")).isEqualTo(412);
        agent.reading =
                new Seen(TestNode.cluster(Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), MEMBERS));
        assertThat(codeOf("leader", "pg-1")).isEqualTo(412);
        assertThat(agent.calls).isEmpty();
    }

    @Test
    @Spec({"API-096", "HA-080"})
    void in_synchronous_mode_the_candidate_must_be_synchronous() {
        agent.reading = synchronousWith("synchronous_mode", true, OTHER);

        assertThat(codeOf("leader", "pg-1", "candidate", "pg-3")).isEqualTo(412);
        agent.reading = synchronousWith("synchronous_mode", true);
        assertThat(codeOf("leader", "pg-1")).isEqualTo(412);
        assertThat(agent.calls).isEmpty();
    }

    @Test
    @Spec({"API-096", "HA-080"})
    void in_quorum_mode_any_candidate_may_be_named() {
        agent.reading = synchronousWith("synchronous_mode", "quorum", OTHER);
        agent.laterReadings.add(ledBy(THIRD, Map.of()));

        assertThat(codeOf("leader", "pg-1", "candidate", "pg-3")).isEqualTo(200);
    }

    @Test
    @Spec({"API-097", "HA-080"})
    void a_good_candidate_must_answer() {
        agent.candidate = new CandidateAnswer.Silent("refused");
        assertThat(codeOf("leader", "pg-1")).isEqualTo(412);
        agent.candidate = new CandidateAnswer.Answered(new Tags(Map.of("nofailover", true)), false);
        assertThat(codeOf("leader", "pg-1")).isEqualTo(412);
        agent.candidate = new CandidateAnswer.Answered(Tags.NONE, true);
        assertThat(switchover.switchover(Map.of("leader", "pg-1")))
                .isEqualTo(new Sentence(412, "Switchover is not possible: no good candidates have been found"));
        agent.reading = new Seen(TestNode.cluster(
                Map.of(), Optional.of(ME), Optional.empty(), Optional.empty(), member("pg-1", Map.of())));
        assertThat(switchover.switchover(Map.of("leader", "pg-1")))
                .isEqualTo(
                        new Sentence(412, "Switchover is not possible: cluster does not have members except leader"));
    }

    @Test
    @Spec("HA-080")
    void only_the_named_candidate_is_asked() {
        agent.answers = Map.of(OTHER, new CandidateAnswer.Silent("refused"));
        assertThat(codeOf("leader", "pg-1", "candidate", "pg-2")).isEqualTo(412);

        agent.laterReadings.add(ledBy(THIRD, Map.of()));
        assertThat(codeOf("leader", "pg-1")).isEqualTo(200);
        agent.laterReadings.add(ledBy(THIRD, Map.of()));
        assertThat(codeOf("leader", "pg-1", "candidate", "pg-3")).isEqualTo(200);
    }

    @Test
    @Spec({"API-098", "HA-079", "HA-086"})
    void success_names_the_new_leader() {
        agent.laterReadings.add(requested());
        agent.laterReadings.add(ledBy(OTHER, Map.of()));
        assertThat(switchover.switchover(Map.of("leader", "pg-1", "candidate", "pg-2")))
                .isEqualTo(new Sentence(200, "Successfully switched over to \"pg-2\""));

        agent.laterReadings.add(ledBy(THIRD, Map.of()));
        assertThat(switchover.switchover(Map.of("leader", "pg-1", "candidate", "pg-2")))
                .isEqualTo(new Sentence(200, "Switched over to \"pg-3\" instead of \"pg-2\""));

        agent.laterReadings.add(ledBy(OTHER, Map.of()));
        assertThat(switchover.failover(Map.of("member", "pg-2")))
                .isEqualTo(new Sentence(200, "Successfully failed over to \"pg-2\""));
        assertThat(agent.calls)
                .containsExactly("request pg-1 to pg-2 at -", "request pg-1 to pg-2 at -", "request - to pg-2 at -");
    }

    @Test
    @Spec({"API-099", "API-107", "HA-079", "HA-086"})
    void a_request_that_vanished_has_failed() {
        agent.laterReadings.add(ledBy(ME, Map.of()));

        assertThat(switchover.failover(Map.of("candidate", "pg-1"))).isEqualTo(new Sentence(503, "Failover failed"));
    }

    @Test
    @Spec({"API-099", "HA-086"})
    void without_an_outcome_the_status_is_unknown_after_two_loops() {
        agent.reading = requested();

        assertThat(switchover.switchover(Map.of("leader", "pg-1")))
                .isEqualTo(new Sentence(
                        503, "Switchover status unknown: no outcome within 20 seconds, it may still be in progress"));
        assertThat(nanos.get() - TestNode.NOW).isEqualTo(Duration.ofSeconds(20).toNanos());
    }

    @Test
    @Spec({"API-015", "API-099", "HA-079"})
    void a_silent_dcs_is_never_success() {
        agent.failover = new FailoverAnswer.NotWritten("timeout");
        assertThat(codeOf("leader", "pg-1")).isEqualTo(503);
        agent.reading = new Unreachable("timeout");
        assertThat(codeOf("leader", "pg-1")).isEqualTo(503);
        assertThat(switchover.delete().code()).isEqualTo(503);
    }

    @Test
    @Spec({"API-101", "HA-079"})
    void a_schedule_is_accepted_without_a_look_at_the_candidate() {
        assertThat(switchover.switchover(
                        Map.of("leader", "pg-1", "candidate", "nobody", "scheduled_at", "2026-11-22T12:00+00")))
                .isEqualTo(new Sentence(202, "Switchover scheduled"));
        assertThat(agent.calls).containsExactly("request pg-1 to nobody at 2026-11-22T12:00Z");
    }

    @Test
    @Spec({"API-104", "HA-084", "HA-085", "HA-163"})
    void pause_allows_a_named_candidate_only() {
        agent.reading = ledBy(ME, Map.of("pause", true));

        assertThat(codeOf("leader", "pg-1", "candidate", "pg-2", "scheduled_at", "2026-11-22T12:00Z"))
                .isEqualTo(400);
        assertThat(codeOf("leader", "pg-1")).isEqualTo(400);
        agent.laterReadings.add(ledBy(OTHER, Map.of()));
        assertThat(codeOf("leader", "pg-1", "candidate", "pg-2")).isEqualTo(200);
        agent.laterReadings.add(ledBy(OTHER, Map.of()));
        assertThat(switchover.failover(Map.of("candidate", "pg-2")).code()).isEqualTo(200);
    }

    @Test
    @Spec({"API-105", "HA-079", "HA-080", "HA-150"})
    void a_failover_cannot_be_scheduled_but_may_go_to_anybody() {
        assertThat(switchover
                        .failover(Map.of("candidate", "pg-2", "scheduled_at", "2026-11-22T12:00Z"))
                        .code())
                .isEqualTo(400);
        agent.reading = synchronousWith("synchronous_mode", true, OTHER);
        agent.laterReadings.add(ledBy(THIRD, Map.of()));
        assertThat(switchover.failover(Map.of("candidate", "pg-3")).code()).isEqualTo(200);
    }

    @Test
    @Spec({"API-106", "HA-079"})
    void a_failover_from_a_leader_is_a_switchover() {
        agent.reading = synchronousWith("synchronous_mode", true, OTHER);

        assertThat(switchover
                        .failover(Map.of("leader", "pg-1", "candidate", "pg-3"))
                        .code())
                .isEqualTo(412);
    }

    @Test
    @Spec({"API-109", "HA-084"})
    void only_a_scheduled_switchover_can_be_deleted() {
        assertThat(switchover.delete()).isEqualTo(new Sentence(404, "no switchover is scheduled"));
        agent.reading = requested();
        assertThat(switchover.delete()).isEqualTo(new Sentence(404, "no switchover is scheduled"));
        agent.reading = seenWith(new FailoverRequest(
                Optional.of(ME), Optional.empty(), Optional.of(OffsetDateTime.parse("2026-11-22T12:00:00Z"))));
        assertThat(switchover.delete()).isEqualTo(new Sentence(200, "scheduled switchover deleted"));
        agent.clearing = new WriteAnswer.Conflict();
        assertThat(switchover.delete().code()).isEqualTo(409);
        assertThat(agent.calls).containsExactly("clear failover 7", "clear failover 7");
    }

    private int codeOf(String... body) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < body.length; i += 2) {
            map.put(body[i], body[i + 1]);
        }
        return switchover.switchover(map).code();
    }

    private static Seen ledBy(MemberName leader, Map<String, Object> config) {
        return new Seen(TestNode.cluster(config, Optional.of(leader), Optional.empty(), Optional.empty(), MEMBERS));
    }

    private static Seen requested() {
        return seenWith(PENDING);
    }

    private static Seen seenWith(FailoverRequest request) {
        return new Seen(cluster(request));
    }

    private static Cluster cluster(FailoverRequest request) {
        return TestNode.cluster(Map.of(), Optional.of(ME), Optional.of(request), Optional.empty(), MEMBERS);
    }

    private static Seen synchronousWith(String setting, Object mode, MemberName... standbys) {
        return new Seen(TestNode.cluster(
                Map.of(setting, mode),
                Optional.of(ME),
                Optional.empty(),
                Optional.of(new SyncState(ME, new TreeSet<>(List.of(standbys)), 0)),
                MEMBERS));
    }
}
