package io.regent.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.Spec;
import io.regent.ctl.Cli.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is printed of recorded clusters, byte for byte as patronictl 4.1.5 printed it of the same keys. */
class GoldenTest {

    private static final Map<String, List<String>> COMMANDS = Map.of(
            "list.txt", List.of("list"),
            "list.tsv", List.of("list", "-f", "tsv"),
            "list.json", List.of("list", "-f", "json"),
            "list.yaml", List.of("list", "-f", "yaml"),
            "list-extended.txt", List.of("list", "-e"),
            "topology.txt", List.of("topology"),
            "history.txt", List.of("history"),
            "history.yaml", List.of("history", "-f", "yml"),
            "history.json", List.of("history", "-f", "json"),
            "show-config.yaml", List.of("show-config"));

    private static final List<String> SCENARIOS =
            List.of("empty", "everything", "lag", "odd", "plain", "quorum", "spelling", "standby", "synchronous");

    static Stream<Arguments> recordings() {
        return SCENARIOS.stream()
                .flatMap(scenario -> COMMANDS.keySet().stream()
                        .sorted()
                        .filter(file -> Cli.class.getResource("golden/" + scenario + "/" + file) != null)
                        .map(file -> Arguments.of(scenario, file)));
    }

    @Spec({
        "CTL-023", "CTL-024", "CTL-026", "CTL-027", "CTL-028", "CTL-029", "CTL-030", "CTL-031", "CTL-032", "CTL-033",
        "CTL-034", "CTL-035", "CTL-036", "CTL-037", "CTL-038", "CTL-042", "CTL-052", "CTL-053", "LES-124"
    })
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("recordings")
    void a_recorded_cluster_is_printed_as_recorded(String scenario, String file) {
        List<String> command = COMMANDS.getOrDefault(file, List.of());
        String[] arguments = Stream.concat(command.stream(), Stream.of("demo")).toArray(String[]::new);

        Outcome outcome = Cli.withKeys(scenario).run(arguments);

        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output()).isEqualTo(Cli.resource("golden/" + scenario + "/" + file));
        assertThat(outcome.code()).isZero();
    }
}
