package io.regent.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.ctl.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditConfigTest {

    private static final String CONFIG =
            "{\"ttl\":30,\"loop_wait\":10,\"postgresql\":{\"parameters\":{\"max_connections\":100}},\"a\":{\"b\":{\"c\":1}}}";

    @TempDir
    private Path folder;

    private final Cli cli = new Cli().put("config", CONFIG);

    @Spec({"CTL-058", "IF-012"})
    @Test
    void a_change_is_shown_confirmed_and_written() {
        Outcome outcome = cli.answering("y").run("edit-config", "demo", "-s", "ttl=40");

        assertThat(outcome).isEqualTo(new Outcome(0, """
                        ---\s
                        +++\s
                        @@ -5,4 +5,4 @@
                         postgresql:
                           parameters:
                             max_connections: 100
                        -ttl: 30
                        +ttl: 40
                        Apply these changes? [y/N]: Configuration changed
                        """, ""));
        assertThat(cli.get("config")).isEqualTo(CONFIG.replace("30", "40"));
    }

    @Spec("CTL-058")
    @Test
    void a_no_changes_nothing_and_silence_aborts() {
        assertThat(cli.answering("n").run("edit-config", "demo", "-s", "ttl=40").code())
                .isZero();
        assertThat(cli.answering().run("edit-config", "demo", "-s", "ttl=40"))
                .satisfies(outcome -> assertThat(outcome.code()).isEqualTo(1))
                .satisfies(outcome -> assertThat(outcome.errors()).isEqualTo("Aborted!\n"));
        assertThat(cli.get("config")).isEqualTo(CONFIG);
    }

    @Spec({"CTL-055", "CTL-061"})
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x=yes | {`ttl`:30,`x`:true}",
                "x=\"yes\" | {`ttl`:30,`x`:`yes`}",
                "x=[1, 2] | {`ttl`:30,`x`:[1,2]}",
                "x={q: 1} | {`ttl`:30,`x`:{`q`:1}}",
                "x=0x10 | {`ttl`:30,`x`:16}",
                "x=1e3 | {`ttl`:30,`x`:`1e3`}",
                "x=a=b | {`ttl`:30,`x`:`a=b`}",
                "x=  ab   | {`ttl`:30,`x`:`ab`}",
                "a.b.c=1 | {`ttl`:30,`a`:{`b`:{`c`:1}}}",
                "ttl.x=5 | {`ttl`:{`x`:5}}",
                "ttl=null | {}",
                "ttl= | {}"
            })
    void a_setting_is_read_as_yaml(String assignment, String config) {
        cli.put("config", "{\"ttl\":30}").run("edit-config", "demo", "--force", "-q", "-s", assignment);

        assertThat(cli.get("config")).isEqualTo(config.replace('`', '"'));
    }

    @Spec({"CTL-055", "CTL-056", "CTL-060"})
    @Test
    void maps_that_are_left_empty_go_and_parameters_keep_their_dots() {
        String[] arguments = {"edit-config", "demo", "--force", "-s", "a.b.c=null", "--pg", "auto_explain.x=5s"};

        assertThat(cli.run(arguments).output()).isEqualTo("""
                        ---\s
                        +++\s
                        @@ -1,8 +1,6 @@
                        -a:
                        -  b:
                        -    c: 1
                         loop_wait: 10
                         postgresql:
                           parameters:
                        +    auto_explain.x: 5s
                             max_connections: 100
                         ttl: 30
                        Configuration changed
                        """);
        assertThat(cli.run(arguments).output()).isEqualTo("Not changed\n");
        assertThat(cli.run("edit-config", "demo", "--force", "-q", "-p", "auto_explain.x=")
                        .output())
                .isEqualTo("Configuration changed\n");
        assertThat(cli.get("config")).doesNotContain("auto_explain");
    }

    @Spec("CTL-057")
    @Test
    void files_are_applied_or_replace_everything() throws IOException {
        String file = Files.writeString(folder.resolve("x.yaml"), "ttl: 20\nloop_wait: null\n")
                .toString();

        cli.run("edit-config", "demo", "--force", "--apply", file);
        assertThat(cli.get("config")).contains("\"ttl\":20", "max_connections").doesNotContain("loop_wait");

        cli.run("edit-config", "demo", "--force", "--replace", file, "-s", "ttl=21");
        assertThat(cli.get("config")).isEqualTo("{\"ttl\":21}");

        assertThat(cli.run("edit-config", "demo", "--apply", "/nonexistent").code())
                .isEqualTo(1);
    }

    @Spec("CTL-057")
    @Test
    void what_comes_from_the_input_is_only_written_by_force() {
        cli.put("config", "{\"ttl\":20}").answering("ttl: 21");

        assertThat(cli.run("edit-config", "demo", "--apply", "-").output())
                .isEqualTo("--- \n+++ \n@@ -1 +1 @@\n-ttl: 20\n+ttl: 21\nUse --force option to apply changes\n");
        assertThat(cli.get("config")).isEqualTo("{\"ttl\":20}");
        assertThat(cli.run("edit-config", "demo", "--apply", "-", "--force", "-q")
                        .output())
                .isEqualTo("Configuration changed\n");
        assertThat(cli.get("config")).isEqualTo("{\"ttl\":21}");
    }

    @Spec("CTL-054")
    @Test
    void an_editor_is_given_the_yaml_and_its_file_is_removed() throws IOException {
        Path editor = Files.createFile(
                folder.resolve("editor"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(editor, "#!/bin/sh\necho \"$1\" > %s/name\nsed -i s/30/31/ \"$1\"\n".formatted(folder));

        Outcome outcome =
                cli.variable("EDITOR", editor.toString()).answering("y").run("edit-config", "demo", "-q");

        assertThat(outcome.output()).isEqualTo("Apply these changes? [y/N]: Configuration changed\n");
        assertThat(cli.get("config")).contains("\"ttl\":31", "\"loop_wait\":10");
        Path edited = Path.of(Files.readString(folder.resolve("name")).strip());
        assertThat(edited.getFileName().toString()).matches("demo-config-.*\\.yaml");
        assertThat(edited).doesNotExist();
    }

    @Spec({"CTL-054", "CTL-055", "CTL-060", "CTL-061"})
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/bin/false | demo | '' | Editor exited with return code 1",
                "/nonexistent | demo | '' | EDITOR: /nonexistent cannot be started",
                "/bin/true | demo | -s ttl | Invalid parameter setting ttl",
                "/bin/true | demo | -p x | Invalid parameter setting postgresql.parameters.x",
                "/bin/true | demo | -s d=2026-01-01 | the value of d: 2026-01-01 is a date",
                "/bin/true | demo | -s d=[ | the value of d is no YAML",
                "/bin/true | nosuch | -s ttl=1 | The config key does not exist in the cluster nosuch"
            })
    void what_cannot_be_written_is_refused(String editor, String cluster, String arguments, String reason) {
        String[] words = ("edit-config " + cluster + " " + arguments).strip().split(" ", -1);

        Outcome outcome = cli.variable("EDITOR", editor).run(words);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.errors()).startsWith("Error: " + reason);
        assertThat(cli.get("config")).isEqualTo(CONFIG);
    }

    @Spec("CTL-060")
    @Test
    void a_change_by_somebody_else_in_the_meantime_wins() {
        cli.onPrompt("Apply these changes?", () -> cli.put("config", "{\"ttl\":99}"));

        Outcome outcome = cli.answering("y").run("edit-config", "demo", "-s", "ttl=31");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.errors()).isEqualTo("Error: Config modification aborted due to concurrent changes\n");
        assertThat(cli.get("config")).isEqualTo("{\"ttl\":99}");
    }
}
