package io.regent.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.ctl.Cli.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code demote-cluster} and {@code promote-cluster}. */
class ClusterRoleTest {

    private static final String REPLICATES = "{\"standby_cluster\":{\"host\":\"127.0.0.1\",\"port\":%d}}";

    private StubMembers members;

    @BeforeEach
    void open() throws IOException {
        members = new StubMembers();
    }

    @AfterEach
    void close() {
        members.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demote-cluster", "promote-cluster"})
    void both_explain_themselves(String command) {
        assertThat(new Cli().run(command, "--help").output())
                .startsWith("Usage: regentctl " + command + " [OPTIONS]")
                .contains("--force");
    }

    @Test
    void a_demotion_needs_to_know_where_from() {
        Outcome outcome = members.cluster().run("demote-cluster", "demo", "--primary-slot-name", "west");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.errors())
                .isEqualTo("Error: At least --host, --port or --restore-command should be specified\n");
        assertThat(members.cluster()
                        .run("demote-cluster", "demo", "--port", "x")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void nothing_happens_without_a_leader_or_in_the_wanted_role() {
        assertThat(members.cluster()
                        .delete("leader")
                        .run("demote-cluster", "demo", "--host", "x")
                        .errors())
                .isEqualTo("Error: Cluster has no leader\n");
        assertThat(members.cluster().run("promote-cluster", "demo").errors())
                .isEqualTo("Error: Cluster is already in the required state\n");
        assertThat(members.cluster()
                        .put("config", REPLICATES.formatted(1))
                        .run("demote-cluster", "demo", "--host", "x")
                        .errors())
                .isEqualTo("Error: Cluster is already in the required state\n");
        assertThat(members.requests()).isEmpty();
    }

    @Spec("CTL-082")
    @Test
    void the_leader_writes_the_section_and_the_end_is_waited_for() {
        members.answering("PATCH /config", 200, "{}");
        Cli cli = members.cluster();

        Outcome outcome = cli.answering("y")
                .onPrompt(
                        "Are you sure you want to demote demo cluster?",
                        () -> cli.put("members/pg-1", cli.get("members/pg-1").replace("primary", "standby_leader")))
                .run("demote-cluster", "demo", "--host", "10.0.0.9", "--port", "5433", "--primary-slot-name", "west");

        assertThat(outcome.code()).isZero();
        assertThat(members.requests())
                .containsExactly(
                        "pg-1 PATCH /config {\"standby_cluster\":{\"host\":\"10.0.0.9\",\"port\":5433,\"primary_slot_name\":\"west\"}}");
        assertThat(outcome.linesBesideTables()).last().asString().endsWith("cluster is successfully demoted");
    }

    @Test
    void a_promotion_removes_the_section() {
        members.answering("PATCH /config", 200, "{}");

        Outcome outcome =
                members.cluster().put("config", REPLICATES.formatted(1)).run("promote-cluster", "demo", "--force");

        assertThat(members.requests()).containsExactly("pg-1 PATCH /config {\"standby_cluster\":null}");
        assertThat(outcome.linesBesideTables()).last().asString().endsWith("cluster is successfully promoted");
    }

    @Test
    void a_refusal_of_the_leader_ends_it() {
        members.answering("PATCH /config", 409, "no");

        Outcome outcome = members.cluster().run("demote-cluster", "demo", "--host", "x", "--force");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.errors()).isEqualTo("Error: Failed to demote demo cluster: status code=409, (no)\n");
    }

    @Test
    void a_no_touches_nothing() {
        Outcome outcome = members.cluster().answering("n").run("demote-cluster", "demo", "--host", "x");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.errors()).isEqualTo("Error: Aborted\n");
        assertThat(members.requests()).isEmpty();
    }

    @Test
    void an_operator_is_told_when_the_other_site_does_not_say_whether_it_writes() throws IOException {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }

        Outcome outcome = members.cluster()
                .put("config", REPLICATES.formatted(nobody))
                .answering("n")
                .run("promote-cluster", "demo");

        assertThat(outcome.errors())
                .contains("It is not known whether 127.0.0.1:%d, which this cluster replicates, accepts writes"
                        .formatted(nobody));
    }
}
