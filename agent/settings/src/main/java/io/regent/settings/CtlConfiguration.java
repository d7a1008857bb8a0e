package io.regent.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that the CLI is told by its file and its environment. Everything may be missing; a command asks for what it
 * needs.
 *
 * @param namespace {@code /service} unless given
 * @param superuser of {@code postgresql.authentication}
 */
public record CtlConfiguration(
        Optional<String> scope,
        String namespace,
        Optional<DcsSection> dcs,
        CtlSettings access,
        Optional<Credentials> superuser) {

    private static final String FILE_VARIABLE = "PATRONICTL_CONFIG_FILE";

    /**
     * Reads the file that is named, else the one of {@code PATRONICTL_CONFIG_FILE}, else {@code regent/regentctl.yaml}
     * or {@code patroni/patronictl.yaml} in the user's folder of configurations when it exists; and the environment
     * above it.
     *
     * @param named the argument of {@code -c}
     * @param environment the variables of the process
     * @throws InvalidSettings when a named file is missing, or any file cannot be used
     */
    public static Checked<CtlConfiguration> load(Optional<Path> named, Map<String, String> environment) {
        Optional<Path> file = named.or(
                        () -> variable(environment, FILE_VARIABLE).map(Path::of))
                .or(() -> defaults(environment).filter(Files::exists).findFirst());
        Checked<Configuration> configuration = file.isPresent()
                ? Configuration.load(file, Maps.withoutKey(environment, Configuration.WHOLE))
                : Configuration.ofEnvironment(environment);
        var problems = new Problems(configuration.value().origins());
        problems.warnAll(configuration.warnings());
        var root = new Section("", configuration.value().document(), problems);
        Section authentication = root.section("postgresql").section("authentication");
        return problems.orThrow(new CtlConfiguration(
                root.text("scope"),
                root.text("namespace").orElse(AgentSettings.DEFAULT_NAMESPACE),
                DcsSection.optional(root),
                CtlSettings.from(root.section("ctl"), root.section("restapi")),
                authentication.has("superuser")
                        ? Optional.of(Credentials.from(authentication.section("superuser")))
                        : Optional.empty()));
    }

    private static Stream<Path> defaults(Map<String, String> environment) {
        return variable(environment, "XDG_CONFIG_HOME")
                .map(Path::of)
                .or(() -> variable(environment, "HOME").map(home -> Path.of(home, ".config")))
                .stream()
                .flatMap(folder -> Stream.of("regent/regentctl.yaml", "patroni/patronictl.yaml")
                        .map(folder::resolve));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }
}
