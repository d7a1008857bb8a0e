package io.regent.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.ctl.Cli.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Switchover and failover, against members that answer as told. */
class HandOverTest {

    private static final String TIMESTAMP = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{5} ";

    private final StubMembers members = new StubMembers();

    HandOverTest() throws IOException {}

    @BeforeEach
    void all_is_well() {
        members.answering("POST /switchover", 200, "Successfully switched over to \"pg-2\"")
                .answering("POST /failover", 200, "Successfully failed over to \"pg-2\"");
    }

    @AfterEach
    void close() {
        members.close();
    }

    @Spec({"CTL-062", "CTL-063", "CTL-066", "CTL-067", "CTL-068"})
    @Test
    void a_switchover_asks_for_everything_and_shows_before_and_after() {
        Outcome outcome = members.cluster()
                .answering("", "pg-2", "2030-01-01T10:00:00.25+02:00", "y")
                .run("switchover", "demo");

        String table = Cli.resource("golden/plain/list.txt");
        assertThat(outcome.output().replaceAll(TIMESTAMP, "TIME ").replaceAll("e\\.g\\. \\d{4}-[0-9T:-]+", "e.g. T"))
                .isEqualTo("Current cluster topology\n" + table
                        + "Primary [pg-1]: Candidate ['pg-2', 'pg-3'] []: "
                        + "When should the switchover take place (e.g. T )  [now]: "
                        + "Are you sure you want to schedule switchover of cluster demo at"
                        + " 2030-01-01T10:00:00.250000+02:00, demoting current leader pg-1? [y/N]: "
                        + "TIME Successfully switched over to \"pg-2\"\n"
                        + table);
        assertThat(outcome.code()).isZero();
        assertThat(members.requests())
                .containsExactly("pg-1 POST /switchover {\"leader\":\"pg-1\",\"candidate\":\"pg-2\","
                        + "\"scheduled_at\":\"2030-01-01T10:00:00.250000+02:00\"}");
    }

    @Spec("CTL-062")
    @Test
    void a_forced_switchover_asks_nothing_and_leaves_the_choice_to_the_members() {
        Outcome outcome = members.cluster().run("switchover", "demo", "--force");

        assertThat(outcome.code()).isZero();
        assertThat(members.requests()).containsExactly("pg-1 POST /switchover {\"leader\":\"pg-1\"}");
    }

    @Spec({"CTL-062", "CTL-063", "CTL-064", "CTL-020", "LES-125"})
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "switchover demo --force --leader pg-3 | Member pg-3 is not the leader of cluster demo",
                "switchover demo --force --candidate pg-1 | Member pg-1 is already the leader of cluster demo",
                "switchover demo --force --candidate nosuch"
                        + " | Member nosuch does not exist in cluster demo or is tagged as nofailover",
                "switchover demo --force --scheduled junk | Unable to parse scheduled timestamp (junk)."
                        + " It should be in an unambiguous format (e.g. ISO 8601)",
                "switchover nosuch --force | This cluster has no leader",
                "failover demo --force | Failover could be performed only to a specific candidate",
                "failover nosuch --force | No candidates found to failover to"
            })
    void what_cannot_be_is_refused_before_anybody_is_asked(String arguments, String reason) {
        Outcome outcome = members.cluster().run(arguments.split(" ", -1));

        assertThat(outcome.errors()).isEqualTo("Error: " + reason + "\n");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(members.requests()).isEmpty();
    }

    @Spec({"CTL-063", "LES-125"})
    @Test
    void members_that_must_not_lead_are_no_candidates() {
        var cli = members.cluster();
        for (String tagged : new String[] {"pg-2", "pg-3"}) {
            cli.put("members/" + tagged, cli.get("members/" + tagged).replace("{", "{\"tags\":{\"nofailover\":true},"));
        }

        assertThat(cli.run("switchover", "demo", "--force").errors())
                .isEqualTo("Error: No candidates found to switchover to\n");
    }

    @Spec("CTL-067")
    @Test
    void a_no_at_the_end_touches_nothing() {
        Outcome outcome = members.cluster().answering("", "", "", "n").run("switchover", "demo");

        assertThat(outcome.output())
                .endsWith("Are you sure you want to switchover cluster demo, demoting current leader pg-1? [y/N]: ");
        assertThat(outcome.errors()).isEqualTo("Error: Aborting switchover\n");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(members.requests()).isEmpty();
    }

    @Spec("CTL-066")
    @Test
    void nothing_is_scheduled_in_pause() {
        Outcome outcome = members.cluster()
                .put("config", "{\"pause\":true}")
                .run("switchover", "demo", "--force", "--scheduled", "2030-01-01T10:00Z");

        assertThat(outcome.errors()).isEqualTo("Error: Can't schedule switchover in the paused state\n");
    }

    @Spec("CTL-062")
    @Test
    void the_leader_of_a_standby_cluster_is_called_so() {
        assertThat(members.cluster()
                        .put("config", "{\"standby_cluster\":{\"host\":\"x\"}}")
                        .run("switchover", "demo")
                        .output())
                .endsWith("Standby Leader [pg-1]: ");
    }

    @Spec({"CTL-003", "CTL-068", "LES-125"})
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "412 | candidate name does not match | Switchover failed, details: 412, candidate name does not match",
                "503 | Switchover status unknown | Switchover result unknown, details: 503, Switchover status unknown"
            })
    void a_refusal_is_told_as_it_is(int status, String body, String line) {
        members.answering("POST /switchover", status, body);

        Outcome outcome = members.cluster().run("switchover", "demo", "--force");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output())
                .isEqualTo("Current cluster topology\n" + Cli.resource("golden/plain/list.txt") + line + "\n");
    }

    @Spec("CTL-068")
    @Test
    void a_server_without_switchover_is_asked_for_a_failover() {
        members.answering("POST /switchover", 501, "Server does not support this operation");

        members.cluster().run("switchover", "demo", "--force", "--candidate", "pg-2");

        assertThat(members.requests())
                .containsExactly(
                        "pg-1 POST /switchover {\"leader\":\"pg-1\",\"candidate\":\"pg-2\"}",
                        "pg-1 POST /failover {\"leader\":\"pg-1\",\"candidate\":\"pg-2\"}");
    }

    @Spec("CTL-069")
    @Test
    void without_the_leaders_api_the_request_goes_into_the_store() {
        var cli = members.without("pg-1").cluster();

        Outcome outcome = cli.run(
                "switchover", "demo", "--force", "--candidate", "pg-2", "--scheduled", "2030-01-01T10:00:00+01:00");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output())
                .containsPattern(TIMESTAMP + "Could not switchover using Patroni api, falling back to DCS\n")
                .contains(" Switchover scheduled at: 2030-01-01T10:00:00+01:00\n");
        assertThat(cli.get("failover"))
                .isEqualTo("{\"leader\":\"pg-1\",\"member\":\"pg-2\",\"scheduled_at\":\"2030-01-01T10:00:00+01:00\"}");
    }

    @Spec({"CTL-064", "CTL-068"})
    @Test
    void without_a_leader_the_candidate_is_asked() {
        Outcome outcome =
                members.cluster().delete("leader").answering("pg-2", "y").run("failover", "demo");

        assertThat(outcome.output())
                .contains(
                        "Candidate ['pg-1', 'pg-2', 'pg-3'] []: Are you sure you want to failover cluster demo? [y/N]: ");
        assertThat(members.requests()).containsExactly("pg-2 POST /failover {\"candidate\":\"pg-2\"}");
    }

    @Spec({"CTL-065", "HA-150"})
    @Test
    void a_failover_to_a_node_that_may_lack_commits_is_asked_twice() {
        var cli = members.cluster()
                .put("config", "{\"synchronous_mode\":true}")
                .put("sync", "{\"leader\":\"pg-1\",\"sync_standby\":\"pg-2\"}");
        String question = "Are you sure you want to failover to the asynchronous node pg-3? [y/N]: ";

        assertThat(cli.answering("pg-3", "n").run("failover", "demo"))
                .satisfies(outcome -> assertThat(outcome.output()).endsWith(question))
                .satisfies(outcome -> assertThat(outcome.code()).isEqualTo(1));
        assertThat(cli.answering("pg-2", "y").run("failover", "demo").output()).doesNotContain("asynchronous");
        assertThat(cli.run("failover", "demo", "--force", "--candidate", "pg-3").output())
                .doesNotContain("asynchronous");
        assertThat(members.requests()).hasSize(2);
    }

    /** The leader is pg-1, and the promise names pg-2. */
    @Spec("LES-104")
    @ParameterizedTest
    @CsvSource({
        "true, pg-2, y, 0, false",
        "true, pg-3, n, 1, true",
        "true, pg-3, y y, 0, true",
        "quorum, pg-2, y, 0, false",
        "quorum, pg-3, n, 1, true",
        "quorum, pg-3, y y, 0, true",
        "off, pg-2, y, 0, false",
        "off, pg-3, y, 0, false",
    })
    void only_a_failover_to_a_node_outside_the_promise_is_warned_of(
            String mode, String candidate, String answers, int code, boolean warned) {
        var cli = members.cluster()
                .put("config", "{\"synchronous_mode\":\"%s\"}".formatted(mode))
                .put("sync", "{\"leader\":\"pg-1\",\"sync_standby\":\"pg-2\"}");

        Outcome outcome = cli.answering(answers.split(" ")).run("failover", "demo", "--candidate", candidate);

        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.output().contains("asynchronous node " + candidate)).isEqualTo(warned);
        assertThat(members.requests()).hasSize(code == 0 ? 1 : 0);
    }
}
