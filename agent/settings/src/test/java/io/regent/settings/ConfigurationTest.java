package io.regent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    @TempDir
    private Path folder;

    @Test
    @Spec("CFG-150")
    void files_of_a_directory_are_laid_over_each_other_in_the_order_of_their_names() throws IOException {
        write("20-b.yaml", "scope: later\nname: \npostgresql: {listen: 'b:1'}");
        write("10-a.yml", "scope: sooner\nname: a\npostgresql: {data_dir: /a}");
        write("30-c.txt", "scope: unread");

        assertThat(load(folder, Map.of()).document())
                .hasToString("{scope=later, name=null, postgresql={data_dir=/a, listen=b:1}}");
    }

    @Test
    void unknown_keys_and_their_order_are_kept() throws IOException {
        Path file = write("regent.yml", "zebra: 1\nname: a\nape: {b: ~}");

        assertThat(load(file, Map.of()).document()).hasToString("{zebra=1, name=a, ape={b=null}}");
    }

    @Test
    @Spec("CFG-128")
    void a_variable_wins_over_the_file_and_an_empty_one_changes_nothing() throws IOException {
        Path file = write("regent.yml", "scope: a\nname: n\nlog: {level: INFO, dir: /d}");

        Map<String, String> environment =
                Map.of("PATRONI_SCOPE", "b", "PATRONI_NAME", "", "PATRONI_LOG_LEVEL", "DEBUG", "PATRONI_TTL", "60");

        assertThat(load(file, environment).document())
                .isEqualTo(Map.of("scope", "b", "name", "n", "log", Map.of("level", "DEBUG", "dir", "/d")));
    }

    @Test
    @Spec("CFG-129")
    void a_whole_configuration_in_a_variable_excludes_the_other_variables() {
        Map<String, String> environment = Map.of("PATRONI_CONFIGURATION", "name: yaml", "PATRONI_NAME", "variable");

        Checked<Configuration> configuration = Configuration.load(Optional.empty(), environment);

        assertThat(configuration.value().document()).isEqualTo(Map.of("name", "yaml"));
    }

    @Test
    void a_file_comes_before_a_whole_configuration_in_a_variable() throws IOException {
        Path file = write("regent.yml", "name: file");

        assertThat(load(file, Map.of("PATRONI_CONFIGURATION", "name: yaml")).document())
                .isEqualTo(Map.of("name", "file"));
        assertThat(load(folder.resolve("missing"), Map.of("PATRONI_CONFIGURATION", "name: yaml"))
                        .document())
                .isEqualTo(Map.of("name", "yaml"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "'# nothing', is empty",
        "'- a', must be a map of settings at its top",
        "word, must be a map of settings at its top",
        "'a: [', 'is no YAML: line 1, column 5: '"
    })
    @Spec("CFG-151")
    void a_file_that_is_no_map_is_refused_by_name(String text, String problem) throws IOException {
        Path file = write("regent.yml", text);

        assertThatThrownBy(() -> load(file, Map.of()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith(file + ": " + problem);
    }

    @Test
    void what_cannot_be_read_is_refused_by_name() throws IOException {
        Path missing = folder.resolve("missing.yml");
        Path bytes = Files.write(folder.resolve("latin1.yml"), new byte[] {'a', ':', ' ', (byte) 0xE4});
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> load(missing, Map.of())).hasMessage(missing + ": does not exist");
        assertThatThrownBy(() -> load(bytes, Map.of())).hasMessageStartingWith(bytes + ": cannot be read");
        assertThatThrownBy(() -> load(empty, Map.of())).hasMessage(empty + ": holds no file *.yml or *.yaml");
    }

    @Test
    void there_must_be_some_configuration() {
        assertThatThrownBy(() -> Configuration.load(Optional.empty(), Map.of("PATH", "/bin")))
                .hasMessageStartingWith("configuration: none: name a file");
    }

    @Test
    void a_fault_says_where_the_setting_was_read() throws IOException {
        Path file = write("regent.yml", "postgresql:\n  use_unix_socket: maybe\n");
        Map<String, String> environment = Map.of("PATRONI_POSTGRESQL_LISTEN", "a:b");

        assertThatThrownBy(() -> AgentSettings.load(Optional.of(file), environment))
                .hasMessageContaining("it must be a boolean: on or off (%s, line 2)".formatted(file))
                .hasMessageContaining("(environment variable PATRONI_POSTGRESQL_LISTEN)");
    }

    @Test
    void warnings_about_the_text_name_the_file() throws IOException {
        Path file = write("regent.yml", "name: a\nname: b");

        assertThat(Configuration.load(Optional.of(file), Map.of()).warnings())
                .isEqualTo(List.of(file + ": name is given again on line 2; the last one counts"));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Configuration load(Path source, Map<String, String> environment) {
        return Configuration.load(Optional.of(source), environment).value();
    }
}
