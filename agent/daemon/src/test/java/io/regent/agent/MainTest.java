package io.regent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.agent.fake.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code regent <file.yml>}: what an operator sees of it when something is wrong. */
class MainTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void nothing_was_touched() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).isSubsetOf("regent.yml");
        }
    }

    @Test
    void help_and_version_are_told_on_standard_output() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: regent")
                .contains("SIGTERM");
        out.reset();
        assertThat(run("--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("regent ").contains("Patroni 4.1.0");
    }

    @Test
    void a_wrong_call_is_explained() {
        assertThat(run("--frobnicate")).isEqualTo(2);
        assertThat(run("a.yml", "b.yml")).isEqualTo(2);

        assertThat(errors())
                .contains("unknown argument --frobnicate")
                .contains("unknown argument b.yml")
                .contains("Usage: regent");
    }

    @Test
    void without_any_configuration_there_is_no_start() {
        assertThat(run()).isEqualTo(1);
        assertThat(errors()).startsWith("regent: ");
    }

    @Test
    void a_file_that_cannot_be_read_is_named() {
        Path missing = folder.resolve("missing.yml");

        assertThat(run(missing.toString())).isEqualTo(1);
        assertThat(errors()).contains(missing.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scope: demo        | 'scope: ['             | regent.yml",
                "scope: demo        | ''                     | scope",
                "name: node-1       | ''                     | name",
                "etcd3: {host: '127.0.0.1:2379'} | ''        | DCS section",
                "scope: demo        | 'scope: demo\nconsul: {host: x}' | DCS section",
                "ttl: 30            | ttl: soon              | bootstrap.dcs.ttl",
                "connect_address: 10.0.0.11:5432 | connect_address: nowhere:5432x | postgresql.connect_address",
                "restapi: {listen: '127.0.0.1:8008', | 'restapi: {listen: [], ' | restapi.listen",
                "'postgresql:\n  listen' | 'postgresql: 7\nx:\n  listen' | postgresql",
            })
    void a_wrong_setting_is_named(String before, String after, String named) throws IOException {
        assertThat(run(written(yaml().replaceFirst(Pattern.quote(before), Matcher.quoteReplacement(after)))))
                .isEqualTo(1);

        assertThat(errors()).startsWith("regent: ").contains(named);
    }

    @Test
    void a_wrong_folder_of_programs_is_named() throws IOException {
        assertThat(run(written(yaml() + "  bin_dir: /no/such/folder\n"))).isEqualTo(1);

        assertThat(errors()).contains("postgresql.bin_dir: /no/such/folder is not allowed");
    }

    @Test
    void a_store_that_is_not_supported_yet_is_named() throws IOException {
        assertThat(run(written(yaml().replace("etcd3:", "zookeeper:") + "  bin_dir: '%s'\n".formatted(programs()))))
                .isEqualTo(1);

        assertThat(errors()).contains("zookeeper: this store is not supported yet, it must be one of");
    }

    private Path programs() throws IOException {
        Path elsewhere = Files.createTempDirectory("programs");
        elsewhere.toFile().deleteOnExit();
        for (String name : List.of("pg_ctl", "initdb", "pg_controldata", "pg_basebackup", "postgres")) {
            Path program = Files.createFile(elsewhere.resolve(name));
            assertThat(program.toFile().setExecutable(true)).isTrue();
            program.toFile().deleteOnExit();
        }
        return elsewhere;
    }

    private String yaml() {
        return Samples.yaml(folder.resolve("data"));
    }

    private String written(String yaml) throws IOException {
        return Files.writeString(folder.resolve("regent.yml"), yaml).toString();
    }

    private int run(String... arguments) {
        return Main.run(
                List.of(arguments),
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
