package io.regent.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.ctl.Cli.Outcome;
import io.regent.dcs.ClusterPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "--help"})
    void without_a_command_all_commands_are_told(String arguments) {
        Outcome outcome = new Cli().run(words(arguments));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output())
                .startsWith("Usage: regentctl [OPTIONS] COMMAND [ARGS]...")
                .contains("  list         List the Patroni members", "--dcs-url", "--insecure", "--config-file");
        assertThat(outcome.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dsn",
                "edit-config",
                "failover",
                "history",
                "list",
                "pause",
                "reinit",
                "reload",
                "restart",
                "resume",
                "show-config",
                "switchover",
                "topology",
                "version"
            })
    void every_command_explains_itself(String command) {
        Outcome outcome = new Cli().run(command, "--help");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output())
                .startsWith("Usage: regentctl " + command + " [OPTIONS]")
                .contains("--group");
    }

    @Spec("CTL-002")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bogus | No such command 'bogus'.",
                "flush demo restart | No such command 'flush'.",
                "query | No such command 'query'.",
                "remove demo | No such command 'remove'.",
                "list --bogus | --bogus",
                "--bogus list | --bogus",
                "restart | CLUSTER_NAME",
                "list -f xml | 'xml' is not one of 'pretty', 'tsv', 'json', 'yaml', 'yml'.",
                "list -w abc | abc",
                "list --group x | x",
                "history --force | --force",
                "failover --leader x | --leader",
                "dsn -r master | 'master' is not one of",
                "pause one two | two",
                "list -f | -f"
            })
    void a_command_line_without_sense_ends_with_usage_and_2(String arguments, String problem) {
        Outcome outcome = new Cli().run(words(arguments));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors())
                .startsWith("Usage: regentctl")
                .containsPattern("Try 'regentctl.* --help' for help\\.")
                .containsPattern("(?s)Error: .*" + Pattern.quote(problem));
    }

    @Spec("IF-012")
    @Test
    void options_may_stand_before_and_after_the_cluster() {
        assertThat(Cli.withKeys("plain").run("list", "-f", "tsv", "demo"))
                .isEqualTo(Cli.withKeys("plain").run("list", "demo", "--format=tsv"));
    }

    @Spec({"CTL-006", "CTL-012", "IF-012"})
    @Test
    void the_environment_alone_is_configuration_enough() {
        Outcome outcome =
                Cli.withKeys("plain").variable("PATRONI_SCOPE", "demo").run("list");

        assertThat(outcome.output()).isEqualTo(Cli.resource("golden/plain/list.txt"));
    }

    @Spec("CTL-012")
    @Test
    void without_any_cluster_a_list_is_empty_and_a_warning_says_so() {
        Outcome outcome = new Cli().run("list");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors()).contains(" - WARNING - Listing members: No cluster names were provided");
    }

    @Spec("CTL-040")
    @Test
    void several_clusters_are_listed_one_after_the_other() {
        Outcome outcome = Cli.withKeys("plain").run("list", "demo", "nosuch");

        assertThat(outcome.output())
                .startsWith(Cli.resource("golden/plain/list.txt"))
                .contains("+ Cluster: nosuch (uninitialized) --+");
        assertThat(outcome.code()).isZero();
    }

    @Spec("CTL-039")
    @Test
    void a_time_stands_above_the_list_when_asked_for() {
        assertThat(Cli.withKeys("plain").run("list", "demo", "-t", "-f", "tsv").output())
                .containsPattern("\\A\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\nCluster\tMember");
    }

    @Spec({"CTL-010", "LES-124"})
    @Test
    void a_silent_store_is_an_error_and_nothing_is_shown() {
        var cli = Cli.withKeys("plain");
        cli.dcs().stop();

        Outcome outcome = cli.run("list", "demo");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors()).startsWith("Error: the DCS does not answer");
    }

    @Spec("CTL-010")
    @Test
    void without_a_store_the_known_ones_are_named() {
        Outcome outcome = new Cli().without("PATRONI_ETCD3_HOST").run("list", "demo");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.errors()).isEqualTo("""
                        Error: Can not find suitable configuration of distributed configuration store
                        Available implementations: etcd3
                        """);
    }

    @Spec("CTL-005")
    @Test
    void a_file_that_is_named_must_exist() {
        assertThat(new Cli().run("-c", "/nonexistent.yaml", "list", "demo"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "Error: Provided config file /nonexistent.yaml not existing or no read rights."
                                + " Check the -c/--config-file parameter\n"));
        assertThat(new Cli()
                        .variable("PATRONICTL_CONFIG_FILE", "/nonexistent.yaml")
                        .run("list", "demo")
                        .code())
                .isEqualTo(1);
    }

    @Spec("CTL-005")
    @Test
    void a_file_names_store_and_cluster(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.yaml"), "scope: demo\nnamespace: /prod\netcd3: {host: h:1}\n");
        var cli = new Cli().without("PATRONI_ETCD3_HOST");

        assertThat(cli.run("--config-file", file.toString(), "list").code()).isZero();
        assertThat(cli.opened()).containsExactly(new ClusterPath("/prod", "demo"));

        Files.writeString(file, "scope: [");
        assertThat(cli.run("-c", file.toString(), "list").code()).isEqualTo(1);
    }

    @Spec("CTL-007")
    @Test
    void a_url_replaces_store_and_namespace() {
        var cli = new Cli().without("PATRONI_ETCD3_HOST").variable("PATRONI_NAMESPACE", "/mine");

        assertThat(cli.run("-d", "etcd3://h:1/other", "list", "demo").code()).isZero();
        assertThat(cli.run("--dcs=etcd3://h:1", "list", "demo").code()).isZero();
        assertThat(cli.variable("DCS_URL", "etcd3://").run("list", "demo").code())
                .isZero();
        assertThat(cli.opened())
                .containsExactly(
                        new ClusterPath("/other", "demo"),
                        new ClusterPath("/mine", "demo"),
                        new ClusterPath("/mine", "demo"));
    }

    @Spec("CTL-044")
    @ParameterizedTest
    @CsvSource({
        "'', 0, host=10.0.0.1 port=5432",
        "-r replica, 0, host=10.0.0.2 port=5432",
        "-r any, 0, host=10.0.0.1 port=5432",
        "-r standby-leader, 1, Error: Can not find a suitable member",
        "-m pg-3, 0, host=10.0.0.3 port=5432",
        "-m nosuch, 1, Error: Can not find a suitable member",
        "-m pg-3 -r any, 1, Error: --role and --member are mutually exclusive options"
    })
    void a_dsn_is_that_of_one_member(String arguments, int code, String line) {
        Outcome outcome = Cli.withKeys("plain").run(words("dsn demo " + arguments));

        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.output() + outcome.errors()).isEqualTo(line + "\n");
    }

    @Test
    void groups_are_refused_by_name() {
        assertThat(Cli.withKeys("plain").run("list", "demo", "--group", "1").errors())
                .startsWith("Error: --group: Citus clusters are not supported yet");
    }

    private static String[] words(String line) {
        return Arrays.stream(line.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }
}
