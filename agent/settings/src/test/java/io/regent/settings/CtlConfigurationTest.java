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

class CtlConfigurationTest {

    @TempDir
    private Path home;

    @Test
    void a_named_file_comes_before_the_variable_and_that_before_the_default() throws IOException {
        Path named = write("named.yml", "named");
        Path variable = write("variable.yml", "variable");
        write(".config/patroni/patronictl.yaml", "patroni");
        Map<String, String> withVariable =
                Map.of("HOME", home.toString(), "PATRONICTL_CONFIG_FILE", variable.toString());
        Map<String, String> without = Map.of("HOME", home.toString());

        assertThat(scope(Optional.of(named), withVariable)).contains("named");
        assertThat(scope(Optional.empty(), withVariable)).contains("variable");
        assertThat(scope(Optional.empty(), without)).contains("patroni");

        write(".config/regent/regentctl.yaml", "regent");

        assertThat(scope(Optional.empty(), without)).contains("regent");
        assertThat(scope(
                        Optional.empty(),
                        Map.of(
                                "HOME",
                                "/",
                                "XDG_CONFIG_HOME",
                                home.resolve(".config").toString())))
                .contains("regent");
    }

    @Test
    void a_named_file_must_exist_and_a_default_need_not() {
        Path missing = home.resolve("missing.yml");

        assertThatThrownBy(() -> CtlConfiguration.load(Optional.of(missing), Map.of()))
                .hasMessage(missing + ": does not exist");
        assertThatThrownBy(() ->
                        CtlConfiguration.load(Optional.empty(), Map.of("PATRONICTL_CONFIG_FILE", missing.toString())))
                .hasMessage(missing + ": does not exist");
        assertThat(CtlConfiguration.load(Optional.empty(), Map.of("HOME", home.toString())))
                .isEqualTo(new Checked<>(
                        new CtlConfiguration(
                                Optional.empty(),
                                "/service",
                                Optional.empty(),
                                new CtlSettings(
                                        Optional.empty(),
                                        false,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                Optional.empty()),
                        List.of()));
    }

    @Test
    @Spec("CTL-006")
    void the_environment_alone_is_enough_and_wins_over_a_file() throws IOException {
        Map<String, String> environment = Map.of(
                "PATRONI_SCOPE", "env",
                "PATRONI_ETCD3_HOST", "e:2379",
                "PATRONI_CTL_INSECURE", "on",
                "PATRONI_RESTAPI_USERNAME", "u",
                "PATRONI_RESTAPI_PASSWORD", "p");

        CtlConfiguration configuration =
                CtlConfiguration.load(Optional.empty(), environment).value();

        assertThat(configuration.scope()).contains("env");
        assertThat(configuration.dcs()).contains(new DcsSection("etcd3", Map.of("host", "e:2379")));
        assertThat(configuration.access().insecure()).isTrue();
        assertThat(configuration.access().authentication()).contains(new BasicCredentials("u", "p"));
        assertThat(scope(Optional.of(write("file.yml", "file")), environment)).contains("env");
    }

    @Test
    @Spec("CTL-006")
    void the_file_of_the_agent_works_unchanged() throws IOException {
        Path file = Files.writeString(
                home.resolve("regent.yml"), Given.yaml("postgresql: {authentication: {superuser: {username: root}}}"));

        CtlConfiguration configuration =
                CtlConfiguration.load(Optional.of(file), Map.of()).value();

        assertThat(configuration.scope()).contains("demo");
        assertThat(configuration.superuser().flatMap(Credentials::username)).contains("root");
    }

    private Path write(String name, String scope) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "scope: " + scope);
    }

    private static Optional<String> scope(Optional<Path> named, Map<String, String> environment) {
        return CtlConfiguration.load(named, environment).value().scope();
    }
}
