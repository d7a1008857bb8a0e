package io.regent.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.ctl.Cli.Outcome;
import io.regent.dcs.wire.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the members decided and why, against members that answer as told. */
class ExplainTest {

    private static final String LEADER = """
            {"member": "pg-1", "scope": "demo", "dropped": 0, "decisions": [
              {"first": "2026-03-01T12:00:00Z", "last": "2026-03-01T12:30:00Z", "cycles": 180, "rule": "D-193",
               "decision": "no action. I am (pg-1), the leader with the lock",
               "steps": [{"rule": "D-172", "decision": "confirming the leader lock"},
                         {"rule": "D-193", "decision": "no action. I am (pg-1), the leader with the lock"}],
               "facts": {"leader": "pg-1", "lease": "mine, confirmed"}, "figures": {"position": "0/6000000"},
               "findings": []}]}""";
    private static final String LAGGING = """
            {"member": "pg-2", "scope": "demo", "dropped": 0, "decisions": [
              {"first": "2026-03-01T12:31:00.250Z", "last": "2026-03-01T12:31:00.250Z", "cycles": 1, "rule": "D-152",
               "decision": "my WAL lags more than maximum_lag_on_failover: 48 MB behind, limit 1 MB",
               "steps": [], "facts": {"leader": "nobody"}, "figures": {},
               "findings": [{"member": "pg-2", "verdict": "refused", "why": "48 MB behind, limit 1 MB"},
                            {"member": "pg-1", "verdict": "unknown", "why": "did not answer: connection refused"}]}]}""";
    private static final String NOTHING = "{\"decisions\": []}";

    private StubMembers members = new StubMembers();

    ExplainTest() throws IOException {}

    @BeforeEach
    void each_has_decided() {
        members.answering("pg-1", "GET /decisions?since=1h", 200, LEADER)
                .answering("pg-2", "GET /decisions?since=1h", 200, LAGGING)
                .answering("pg-3", "GET /decisions?since=1h", 200, NOTHING);
    }

    @AfterEach
    void close() {
        members.close();
    }

    @Test
    void what_all_members_decided_is_one_story_in_the_order_of_time() {
        Outcome outcome = members.cluster().run("explain", "--cluster", "demo");

        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).isEqualTo("""
                %s pg-1  no action. I am (pg-1), the leader with the lock (D-193, 180 times until %s)
                    after: confirming the leader lock (D-172)
                    seen: leader: pg-1; lease: mine, confirmed; position: 0/6000000
                %s pg-2  my WAL lags more than maximum_lag_on_failover: 48 MB behind, limit 1 MB (D-152)
                    seen: leader: nobody
                    pg-2 refused: 48 MB behind, limit 1 MB
                    pg-1 unknown: did not answer: connection refused
                """.formatted(
                local("2026-03-01T12:00:00Z"), local("2026-03-01T12:30:00Z"), local("2026-03-01T12:31:00.250Z")));
    }

    @Test
    void a_member_that_cannot_be_asked_is_named_and_the_others_are_heard() {
        Outcome outcome = members.without("pg-1").cluster().run("explain", "--cluster", "demo");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).contains("48 MB behind");
        assertThat(outcome.errors()).containsPattern("(?m)^pg-1 tells nothing: not accessible: ");
    }

    @Test
    void a_member_of_another_product_keeps_no_record() {
        members.answering("pg-3", "GET /decisions?since=1h", 503, "{\"state\": \"running\"}");

        assertThat(members.cluster().run("explain", "--cluster", "demo").errors())
                .isEqualTo("pg-3 tells nothing: it keeps no record of its decisions, status code=503\n");
    }

    @Test
    void when_nobody_answers_the_command_fails() {
        members.without("pg-1").without("pg-2").without("pg-3");

        Outcome outcome = members.cluster().run("explain", "--cluster", "demo");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.errors()).contains("Error: no member tells what it decided. pg-1: not accessible");
    }

    @Test
    void one_member_is_asked_from_a_time_on() {
        members.answering("pg-2", "GET /decisions?since=2026-03-01T12%3A00%3A00%2B01%3A00", 200, LAGGING);

        Outcome outcome = members.cluster()
                .run("explain", "demo", "pg-2", "--cluster", "demo", "--since", "2026-03-01T12:00:00+01:00");

        assertThat(outcome.output()).contains("48 MB behind").doesNotContain("pg-1, the leader");
        assertThat(members.requests()).hasSize(1);
    }

    @Test
    void a_stranger_is_refused_with_the_names_that_there_are() {
        Outcome outcome = members.cluster().run("explain", "pg-9", "--cluster", "demo");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.errors())
                .isEqualTo("Error: pg-9 is not a member of cluster demo, which has pg-1, pg-2, pg-3\n");
    }

    @Test
    void a_time_that_the_members_do_not_understand_is_refused_in_their_words() {
        members.answering("GET /decisions?since=noon", 400, "since: 'noon' is not allowed");

        Outcome outcome = members.cluster().run("explain", "--cluster", "demo", "--since", "noon");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.errors()).isEqualTo("Error: since: 'noon' is not allowed\n");
    }

    @Test
    void the_last_decision_is_asked_for_when_it_is_wanted() {
        members.answering("GET /decisions?last=true", 200, LAGGING);

        assertThat(members.cluster()
                        .run("explain", "pg-2", "--cluster", "demo", "--last")
                        .output())
                .contains("48 MB behind");
    }

    @Test
    void machines_get_the_entries_as_they_were_told() {
        Outcome outcome = members.without("pg-1").cluster().run("explain", "--cluster", "demo", "-f", "json");

        var document = Json.parseObject(outcome.output()).orElseThrow();
        assertThat(document).containsEntry("cluster", "demo").containsKeys("decisions", "unreachable");
        assertThat(outcome.output())
                .contains("\"decisions\": [{\"member\": \"pg-2\", \"first\": \"2026-03-01T12:31:00.250Z\"")
                .contains("\"unreachable\": {\"pg-1\": \"not accessible: ");
    }

    private static String local(String time) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS")
                .withZone(ZoneId.systemDefault())
                .format(Instant.parse(time));
    }
}
