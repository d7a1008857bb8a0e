package io.regent.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyTest {

    @Spec("CTL-043")
    @Test
    void members_in_a_circle_are_shown() {
        var cli = new Cli();
        cli.put("members/a", "{\"tags\":{\"replicatefrom\":\"b\"}}");
        cli.put("members/b", "{\"tags\":{\"replicatefrom\":\"a\"}}");

        assertThat(cli.run("topology", "demo").output()).contains("| + a    |", "|   + b  |");
    }

    @Spec("CTL-042")
    @ParameterizedTest
    @CsvSource({"unknown, + b", "b, + b", "a, + b", "c, '  + b'"})
    void a_standby_hangs_below_the_one_it_streams_from(String source, String place) {
        var cli = new Cli().put("leader", "a");
        cli.put("members/a", "{\"role\":\"primary\"}").put("members/c", "{}");
        cli.put("members/b", "{\"tags\":{\"replicatefrom\":\"" + source + "\"}}");

        assertThat(cli.run("topology", "demo").output()).containsPattern("\\| \\Q" + place + "\\E +\\|");
    }

    @Spec("CTL-015")
    @ParameterizedTest
    @CsvSource({
        "primary, leader, host=a", "primary, primary, host=a", "primary, standby-leader, Error",
        "standby_leader, leader, host=a", "standby_leader, primary, Error", "standby_leader, standby-leader, host=a",
        "primary, replica, host=b", "standby_leader, standby, host=b", "replica, any, host=a"
    })
    void roles_follow_the_lock_and_what_its_holder_is(String role, String wanted, String answer) {
        var cli = new Cli().put("leader", "a");
        cli.put("members/a", "{\"conn_url\":\"postgres://a:5432/x\",\"role\":\"" + role + "\"}");
        cli.put("members/b", "{\"conn_url\":\"postgres://b:5432/x\",\"role\":\"replica\"}");

        var outcome = cli.run("dsn", "demo", "-r", wanted);

        assertThat(outcome.output() + outcome.errors()).startsWith(answer);
    }
}
