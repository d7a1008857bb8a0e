package io.regent.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.ctl.Cli.Outcome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restart, reload, reinit, pause, resume and version, against members that answer as told. */
class MemberCommandsTest {

    private StubMembers members = new StubMembers();

    MemberCommandsTest() throws IOException {}

    @BeforeEach
    void all_is_well() {
        members.answering("POST /restart", 200, "PostgreSQL restarted successfully")
                .answering("DELETE /restart", 200, "scheduled restart deleted")
                .answering("POST /reload", 202, "reload scheduled")
                .answering("POST /reinitialize", 200, "reinitialize started")
                .answering("PATCH /config", 200, "{}");
    }

    @AfterEach
    void close() {
        members.close();
    }

    @Spec({"CTL-003", "CTL-018", "CTL-076"})
    @Test
    void restarts_are_told_member_by_member_and_a_refusal_is_no_failure_of_the_tool() {
        members.answering("pg-1", "POST /restart", 409, "Another restart is already scheduled")
                .answering("pg-2", "POST /restart", 202, "Restart scheduled")
                .answering("pg-3", "POST /restart", 503, "restart failed");

        Outcome outcome = members.cluster().run("restart", "demo", "--force");

        assertThat(outcome).isEqualTo(new Outcome(0, Cli.resource("golden/plain/list.txt") + """
                                Failed: another restart is already scheduled on member pg-1
                                Success: restart scheduled on member pg-2
                                Failed: restart for member pg-3, status code=503, (restart failed)
                                """, ""));
    }

    @Spec({"CTL-017", "CTL-019", "CTL-074"})
    @Test
    void a_restart_asks_when_whether_and_for_which_version() {
        Outcome outcome = members.cluster().answering("", "y", "15.3").run("restart", "demo", "pg-2", "nosuch");

        assertThat(outcome.output().replaceAll("e\\.g\\. \\d{4}-[0-9T:-]+", "e.g. T"))
                .endsWith("When should the restart take place (e.g. T)  [now]: "
                        + "Are you sure you want to restart members pg-2? [y/N]: "
                        + "Restart if the PostgreSQL version is less than provided (e.g. 9.5.2)  []: "
                        + "Success: restart on member pg-2\n");
        assertThat(members.requests()).containsExactly("pg-2 POST /restart {\"postgres_version\":\"15.3\"}");
    }

    @Spec("CTL-019")
    @Test
    void a_scheduled_restart_is_confirmed_with_its_time() {
        Outcome outcome =
                members.cluster().answering("2030-01-01T10:00+02:00", "n").run("restart", "demo", "pg-2");

        assertThat(outcome.output())
                .endsWith("Are you sure you want to schedule restart of members pg-2"
                        + " at 2030-01-01 10:00:00+02:00? [y/N]: ");
        assertThat(outcome.errors()).isEqualTo("Error: Aborted scheduled restart\n");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(members.requests()).isEmpty();
    }

    @Spec({"CTL-020", "CTL-074", "CTL-075"})
    @Test
    void what_a_restart_waits_for_is_sent_along() {
        var cli = members.cluster();
        cli.put("members/pg-2", cli.get("members/pg-2").replace("{", "{\"scheduled_restart\":{},"));

        cli.run(
                "restart",
                "demo",
                "-r",
                "replica",
                "--force",
                "--pending",
                "--pg-version",
                "15.3",
                "--timeout",
                "abc",
                "--scheduled",
                "2030-01-01T10:00:00.5Z");

        String conditions = " POST /restart {\"restart_pending\":true,\"postgres_version\":\"15.3\","
                + "\"schedule\":\"2030-01-01T10:00:00.500000+00:00\",\"timeout\":\"abc\"}";
        assertThat(members.requests())
                .containsExactly("pg-2 DELETE /restart", "pg-2" + conditions, "pg-3" + conditions);
    }

    @Spec("CTL-074")
    @Test
    void only_members_that_need_it_are_restarted_on_request() {
        var cli = members.cluster();
        cli.put("members/pg-3", cli.get("members/pg-3").replace("{", "{\"pending_restart\":true,"));

        cli.run("restart", "demo", "--force", "--pending");

        assertThat(members.requests()).containsExactly("pg-3 POST /restart {\"restart_pending\":true}");
    }

    @Spec("CTL-074")
    @Test
    void any_means_one() {
        members.cluster().run("restart", "demo", "--force", "--any");

        assertThat(members.requests()).hasSize(1);
    }

    @Spec("CTL-004")
    @Test
    void a_member_that_cannot_be_reached_is_tried_three_times_and_ends_the_command() {
        Outcome outcome = members.without("pg-1").cluster().run("restart", "demo", "--force", "pg-1");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.errors().lines().filter(line -> line.contains(" - WARNING - ")))
                .hasSize(2);
        assertThat(outcome.errors()).contains("Error: Member pg-1 is not accessible: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--scheduled junk", "--pg-version x", "nosuch", "-r standby-leader"})
    void a_restart_that_makes_no_sense_is_refused(String arguments) {
        String[] words = ("restart demo --force " + arguments).split(" ", -1);

        assertThat(members.cluster().run(words).code()).isEqualTo(1);
        assertThat(members.requests()).isEmpty();
    }

    @Spec("CTL-075")
    @Test
    void nothing_is_scheduled_in_pause() {
        Outcome outcome = members.cluster()
                .put("config", "{\"pause\":true}")
                .run("restart", "demo", "--force", "--scheduled", "2030-01-01T10:00Z");

        assertThat(outcome.errors()).isEqualTo("Error: Can't schedule restart in the paused state\n");
        assertThat(members.requests()).isEmpty();
    }

    @Spec("CTL-077")
    @Test
    void reloads_are_told_member_by_member() {
        members.answering("pg-1", "POST /reload", 500, "bad").answering("pg-3", "POST /reload", 200, "OK");

        assertThat(members.cluster().run("reload", "demo", "--force").linesBesideTables())
                .containsExactly(
                        "Failed: reload for member pg-1, status code=500, (bad)",
                        "Reload request received for member pg-2 and will be processed within 10 seconds",
                        "No changes to apply on member pg-3");
    }

    @Spec("CTL-002")
    @Test
    void an_unanswered_question_aborts() {
        Outcome outcome = members.cluster().run("reload", "demo");

        assertThat(outcome.output()).endsWith("Are you sure you want to reload members pg-1, pg-2, pg-3? [y/N]: ");
        assertThat(outcome.errors()).isEqualTo("Aborted!\n");
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Spec("CTL-078")
    @Test
    void a_busy_standby_is_reinitialized_after_a_second_question() {
        members.answering("pg-2", "POST /reinitialize", 503, "reinitialize already in progress");

        Outcome outcome = members.cluster().answering("y", "n").run("reinit", "demo", "pg-2");

        assertThat(outcome.output())
                .endsWith("Failed: reinitialize for member pg-2, status code=503, (reinitialize already in progress)\n"
                        + "Do you want to cancel it and reinitialize anyway? [y/N]: ");
        assertThat(members.cluster().run("reinit", "demo", "pg-1", "--force").errors())
                .isEqualTo("Error: No replica among provided members\n");
        members.cluster().run("reinit", "demo", "pg-3", "--force", "--from-leader");
        assertThat(members.requests())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("pg-2").contains("\"force\":false"),
                        second -> assertThat(second)
                                .startsWith("pg-3")
                                .contains("\"force\":true", "\"from_leader\":true"));
    }

    @Spec("CTL-078")
    @Test
    void who_agrees_to_cancel_what_runs_does_not_agree_to_lose_what_the_leader_does_not_have() {
        members.answering("pg-2", "POST /reinitialize", 503, "reinitialize already in progress");

        members.cluster().answering("y", "y").run("reinit", "demo", "pg-2");
        members.cluster().run("reinit", "demo", "pg-3", "--force");

        assertThat(members.requests())
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"force\":false").doesNotContain("keep_newer_data"),
                        second -> assertThat(second).contains("\"force\":true", "\"keep_newer_data\":true"),
                        third -> assertThat(third).contains("\"force\":true").doesNotContain("keep_newer_data"));
    }

    @Spec({"CTL-004", "CTL-072"})
    @Test
    void pause_asks_the_leader_first_and_then_whoever_answers() {
        Outcome outcome = members.without("pg-1").cluster().run("pause", "demo");

        assertThat(outcome.output()).isEqualTo("Success: cluster management is paused\n");
        assertThat(outcome.errors()).contains("Member pg-1 is not accessible");
        assertThat(members.requests()).containsExactly("pg-2 PATCH /config {\"pause\":true}");
    }

    @Spec("CTL-072")
    @Test
    void pause_and_resume_are_refused_when_there_is_nothing_to_change() {
        var cli = members.cluster();

        assertThat(cli.run("resume", "demo")).isEqualTo(new Outcome(1, "", "Error: Cluster is not paused\n"));
        cli.put("config", "{\"pause\":true}");
        assertThat(cli.run("pause", "demo")).isEqualTo(new Outcome(1, "", "Error: Cluster is already paused\n"));
        assertThat(cli.run("resume", "demo")).isEqualTo(new Outcome(0, "Success: cluster management is resumed\n", ""));
        assertThat(members.requests()).containsExactly("pg-1 PATCH /config {\"pause\":null}");
        assertThat(cli.run("pause", "nosuch").errors()).isEqualTo("Error: Can not find accessible cluster member\n");
    }

    @Spec({"CTL-003", "CTL-072"})
    @Test
    void a_refused_pause_is_told_and_no_failure_of_the_tool() {
        members.answering("PATCH /config", 401, "no auth");

        assertThat(members.cluster().run("pause", "demo"))
                .isEqualTo(new Outcome(0, "Failed: pause cluster management status code=401, (no auth)\n", ""));
    }

    @Spec("CTL-073")
    @Test
    void waiting_for_pause_names_who_has_not_noticed() {
        var cli = members.cluster().put("config", "{\"loop_wait\":0}");
        for (String aware : List.of("pg-1", "pg-2")) {
            cli.put("members/" + aware, cli.get("members/" + aware).replace("{", "{\"pause\":true,"));
        }

        assertThat(cli.run("pause", "demo", "--wait").output()).isEqualTo("""
                        'pause' request sent, waiting until it is recognized by all nodes
                        Not recognized within 1 seconds by: pg-3
                        Success: cluster management is paused
                        """);
    }

    @Spec("CTL-051")
    @Test
    void versions_are_told_of_tool_and_members() {
        members.answering(
                        "pg-1", "GET /patroni", 200, "{\"server_version\":150002,\"patroni\":{\"version\":\"4.1.0\"}}")
                .answering("pg-2", "GET /patroni", 503, "{\"patroni\":{\"version\":\"4.1.0\"}}")
                .without("pg-3");

        assertThat(members.cluster().run("version").output()).matches("regentctl version \\d+\\.\\d+\\.\\d+\n");
        assertThat(members.cluster().run("version", "demo").output().lines())
                .satisfiesExactly(
                        own -> assertThat(own).startsWith("regentctl version "),
                        empty -> assertThat(empty).isEmpty(),
                        first -> assertThat(first).isEqualTo("pg-1: Patroni 4.1.0 PostgreSQL 15.2"),
                        second -> assertThat(second).isEqualTo("pg-2: Patroni 4.1.0"),
                        third -> assertThat(third).startsWith("pg-3: failed to get version: "));
    }
}
